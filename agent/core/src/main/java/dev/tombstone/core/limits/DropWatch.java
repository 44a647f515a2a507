package dev.tombstone.core.limits;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Says that detail was lost because it came too fast, until none has been for {@value
 * #REMEMBERED_SECONDS} seconds. Told of the time, never asks for it.
 */
public final class DropWatch {
  static final int REMEMBERED_SECONDS = 300;

  private static final long REMEMBERED_NANOS = REMEMBERED_SECONDS * 1_000_000_000L;

  private final LongSupplier dropped;
  private long seen;
  private long lastNanos;

  /** A watch over this count of drops since start. */
  public DropWatch(LongSupplier dropped) {
    this.dropped = dropped;
  }

  /** Looks at the count; to be called often. */
  public synchronized void tick(long nowNanos) {
    long now = dropped.getAsLong();
    if (now > seen) {
      seen = now;
      lastNanos = nowNanos;
    }
  }

  /** The loss in one sentence; empty if there has been none of late. */
  public synchronized Optional<String> complaint(long nowNanos) {
    tick(nowNanos);
    return seen == 0 || nowNanos - lastNanos >= REMEMBERED_NANOS
        ? Optional.empty()
        : Optional.of(
            seen + " sampled deletions came faster than they could be recorded in detail");
  }
}
