package dev.tombstone.core.detect.framework;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sightings on their way from application threads to the drain: bounded, lossy, wait-free. */
public final class Handover {
  private static final int SLOTS = 256;

  private final AtomicReferenceArray<Sighting.@Nullable Raw> slots =
      new AtomicReferenceArray<>(SLOTS);
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();

  /** Set last: there may be something to drain, which is looked for in all slots. */
  private volatile boolean any;

  public void offer(Sighting.Raw sighting) {
    if (!slots.compareAndSet(next.getAndIncrement() & (SLOTS - 1), null, sighting)) {
      dropped.incrementAndGet();
    }
    any = true;
  }

  /** Hands over all that is present; the drain thread only. */
  public void drain(Consumer<Sighting> consumer) {
    if (!any) {
      return;
    }
    any = false;
    try {
      for (int i = 0; i < SLOTS; i++) {
        Sighting.Raw raw = slots.getAndSet(i, null);
        Sighting sighting = raw == null ? null : raw.describe();
        if (sighting != null) {
          consumer.accept(sighting);
        }
      }
    } catch (RuntimeException | Error failed) {
      any = true;
      throw failed;
    }
  }

  /** Sightings lost for want of room, since start. */
  public long dropped() {
    return dropped.get();
  }
}
