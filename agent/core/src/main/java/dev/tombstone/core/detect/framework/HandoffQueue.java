package dev.tombstone.core.detect.framework;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sightings on their way from application threads to the drain: bounded, lossy, wait-free. */
public final class HandoffQueue {
  private static final int SLOTS = 256;

  private final AtomicReferenceArray<Occurrence.@Nullable Raw> slots =
      new AtomicReferenceArray<>(SLOTS);
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();

  /** Set last: there may be something to drain, which is looked for in all slots. */
  private volatile boolean any;

  private final MapFields fields;

  /** One that knows nothing of fields. */
  public HandoffQueue() {
    this((frame, map) -> null);
  }

  /** One that asks these in which field a map is. */
  HandoffQueue(CallSites callSites) {
    fields = new MapFields(callSites);
  }

  /** Takes the way of a sighting once, on this thread, with one that is none. */
  void warmUp() {
    offer(new Nothing());
  }

  public void offer(Occurrence.Raw occurrence) {
    if (!slots.compareAndSet(next.getAndIncrement() & (SLOTS - 1), null, occurrence)) {
      dropped.incrementAndGet();
    }
    any = true;
  }

  /** Hands over all that is present; the drain thread only. */
  public void drain(Consumer<Occurrence> consumer) {
    if (!any) {
      return;
    }
    any = false;
    try {
      for (int i = 0; i < SLOTS; i++) {
        Occurrence.Raw raw = slots.getAndSet(i, null);
        Occurrence occurrence = raw == null ? null : raw.describe();
        if (occurrence != null) {
          consumer.accept(fields.added(raw, occurrence));
        }
      }
    } catch (RuntimeException | Error failed) {
      any = true;
      throw failed;
    }
  }

  /** Whether there may be something to hand over. */
  boolean isWaiting() {
    return any;
  }

  /** Sightings lost for want of room, since start. */
  public long dropped() {
    return dropped.get();
  }

  private static final class Nothing implements Occurrence.Raw {
    @Override
    public @Nullable Occurrence describe() {
      return null;
    }
  }
}
