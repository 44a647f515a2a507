package dev.tombstone.core.aggregate;

import dev.tombstone.core.detect.framework.Detection;
import dev.tombstone.core.limits.MachineUse;
import dev.tombstone.core.limits.OwnProcessorTime;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.hook.thread.AgentThreads;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The thread that looks after the detectors every {@value #BUSY_MILLIS} ms while there is something
 * to do, less and less often, down to every {@value #IDLE_MILLIS} ms, while there is not, and
 * empties the ring every {@value #DRAIN_MILLIS} ms and at once when it fills: each time its tables
 * are to be fetched from memory anew. Where even noting an error fails, for want of memory say, the
 * thread runs on.
 */
final class Drain {
  private static final long BUSY_MILLIS = 100;
  private static final long DRAIN_MILLIS = 250;
  private static final long IDLE_MILLIS = 1_000;
  private static final long FORGET_NANOS = 5_000_000_000L;

  private final Aggregation aggregation;
  private final Detection detection;
  private final Runnable everyTime;
  private final Consumer<Throwable> errors;
  private final Thread thread = AgentThreads.newLastingThread("drain", this::run);
  private final MachineUse use = new MachineUse();
  private volatile boolean stopped;

  /** Since the last time that {@link #spent} was told: taking events in, and awake at all. */
  private long drainNanos;

  private long awakeNanos;

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

  /** Of the thread's processor time what taking events in has had, by the clock. */
  private void spent(long processorNanos) {
    aggregation.spent(
        Math.round((double) processorNanos * drainNanos / Math.max(1, awakeNanos)),
        use.ofMachine(System.nanoTime()));
    drainNanos = 0;
    awakeNanos = 0;
  }

  private void run() {
    long pause = BUSY_MILLIS;
    long lastForgotten = System.nanoTime();
    long lastDrained = lastForgotten - DRAIN_MILLIS * 1_000_000;
    OwnProcessorTime own = new OwnProcessorTime();
    while (!stopped) {
      int drained = 0;
      boolean drains = false;
      boolean sighted = detection.isWaiting();
      long awake = System.nanoTime();
      try {
        // Of the rounds that are over: of this one nothing is measured yet.
        own.sinceLast(awake).ifPresent(this::spent);
        RecordingControl.settle();
        long before = System.nanoTime();
        drains =
            before - lastDrained >= DRAIN_MILLIS * 1_000_000
                || aggregation.ring().isFilling()
                || sighted;
        if (drains) {
          lastDrained = before;
          drained = aggregation.drain();
          drainNanos += System.nanoTime() - before;
        }
        detection.tick(System.nanoTime());
        everyTime.run();
        if (System.nanoTime() - lastForgotten > FORGET_NANOS) {
          RecordingControl.forgetEnded();
          lastForgotten = System.nanoTime();
        }
      } catch (Throwable error) {
        errors.accept(error);
      } finally {
        awakeNanos += System.nanoTime() - awake;
      }
      if (drained > 0 || sighted) {
        pause = BUSY_MILLIS;
      } else if (drains) {
        pause = Math.min(pause * 2, IDLE_MILLIS);
      }
      if (drained < aggregation.ring().capacity() / 2) {
        aggregation.ring().await(pause * 1_000_000);
      }
    }
  }
}
