package dev.tombstone.exporters.jfr;

import dev.tombstone.model.snapshot.RemovalListener;
import dev.tombstone.model.snapshot.RemovalSample;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import jdk.jfr.EventType;

/**
 * Records sampled deletions, while their event is being recorded, at a bounded rate: within a
 * second the probability is halved whenever another {@value #STEP} have been recorded, so that a
 * busy JVM's recording is not filled with them; each knows how many it stands for.
 */
final class Removals implements RemovalListener {
  static final int STEP = 16;

  private static final int MAX_SHIFT = 20;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final EventType type;
  private final LongSupplier nanoClock;
  private final Consumer<Throwable> errors;
  private final SplittableRandom random = new SplittableRandom();
  private long second;
  private int recorded;
  private int shift;

  Removals(EventType type, LongSupplier nanoClock, Consumer<Throwable> errors) {
    this.type = type;
    this.nanoClock = nanoClock;
    this.errors = errors;
    second = nanoClock.getAsLong();
  }

  @Override
  public boolean wantsNext() {
    if (!type.isEnabled()) {
      return false;
    }
    long now = nanoClock.getAsLong();
    if (now - second >= SECOND_NANOS) {
      second = now;
      recorded = 0;
      shift = 0;
    }
    return (random.nextInt() & ((1 << shift) - 1)) == 0;
  }

  @Override
  public void removed(RemovalSample sample) {
    try {
      RemovalJfrEvent event = new RemovalJfrEvent();
      event.map = sample.map();
      event.operation = sample.op();
      event.key = sample.key();
      event.keyClass = sample.keyClass();
      event.hit = sample.entries() > 0;
      event.entries = sample.entries();
      event.removalTime = sample.durationNanos();
      event.weight = sample.weight() << shift;
      event.deletingThread = sample.thread();
      event.site = sample.stack().isEmpty() ? "" : sample.stack().get(0);
      event.frames = String.join("\n", sample.stack());
      event.commit();
    } catch (RuntimeException | LinkageError e) {
      errors.accept(e);
    }
    if (++recorded % STEP == 0 && shift < MAX_SHIFT) {
      shift++;
    }
  }
}
