package dev.tombstone.core.aggregate;

import dev.tombstone.core.detect.framework.Detection;
import dev.tombstone.core.limits.OwnProcessorTime;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.hook.thread.AgentThreads;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The thread that empties the ring: every {@value #BUSY_MILLIS} ms while there is something, less
 * and less often, down to every {@value #IDLE_MILLIS} ms, while there is not, and at once when the
 * ring fills. Where even noting an error fails, for want of memory say, the thread runs on.
 */
final class Drain {
  private static final long BUSY_MILLIS = 250;
  private static final long IDLE_MILLIS = 1_000;
  private static final long FORGET_NANOS = 5_000_000_000L;

  private final Aggregation aggregation;
  private final Detection detection;
  private final Runnable everyTime;
  private final Consumer<Throwable> errors;
  private final Thread thread = AgentThreads.newLastingThread("drain", this::run);
  private volatile boolean stopped;

  /** A drain that has not started; it does {@code everyTime} as well. */
  Drain(
      Aggregation aggregation,
      Detection detection,
      Runnable everyTime,
      Consumer<Throwable> errors) {
    this.everyTime = everyTime;
    this.aggregation = aggregation;
    this.detection = detection;
    this.errors = errors;
  }

  void start() {
    thread.start();
  }

  /** Stops the thread; what the ring still holds stays there for a last {@code drainAll}. */
  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    long pause = BUSY_MILLIS;
    long lastForgotten = System.nanoTime();
    OwnProcessorTime own = new OwnProcessorTime();
    while (!stopped) {
      int drained = 0;
      try {
        RecordingControl.settle();
        drained = aggregation.drain();
        detection.tick(System.nanoTime());
        everyTime.run();
        own.sinceLast(System.nanoTime()).ifPresent(aggregation::spent);
        if (System.nanoTime() - lastForgotten > FORGET_NANOS) {
          RecordingControl.forgetEnded();
          lastForgotten = System.nanoTime();
        }
      } catch (Throwable error) {
        errors.accept(error);
      }
      pause = drained > 0 ? BUSY_MILLIS : Math.min(pause * 2, IDLE_MILLIS);
      if (drained < Aggregation.RING_CAPACITY / 2) {
        aggregation.ring().await(pause * 1_000_000);
      }
    }
  }
}
