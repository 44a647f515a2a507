package dev.tombstone.core.detect.overlap;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Holds operations back inside their marked stretch, so that races too rare to be seen happen:
 * {@value #LEAST_NANOS} to {@value #MOST_NANOS} ns each, the length drawn by the operation's
 * number, and all threads together {@value #NANOS_A_SECOND} ns a second. For tests and staging.
 *
 * <p>The thread spins: it takes no lock, does not park and allocates nothing. Wait-free; the
 * allowance is exceeded by one stall a thread at most.
 */
final class DelayInjection {
  static final int LEAST_NANOS = 4_000;
  static final int MOST_NANOS = LEAST_NANOS + (1 << 13) - 1;
  static final long NANOS_A_SECOND = 10_000_000;

  private static final int DRAWN_BITS = 13;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long SECOND_NANOS = 1_000_000_000L;

  /** Should the clock stand still. */
  private static final int MOST_TURNS = 10_000;

  private final AtomicLong allowance = new AtomicLong();
  private long lastNanos = Long.MIN_VALUE;

  /** Adds what the time since the last call allows, of a second at most; for one thread. */
  void refill(long nowNanos) {
    if (lastNanos != Long.MIN_VALUE) {
      long elapsed = Math.min(SECOND_NANOS, Math.max(0, nowNanos - lastNanos));
      long added = elapsed / (SECOND_NANOS / NANOS_A_SECOND);
      long left = allowance.get();
      allowance.addAndGet(Math.min(added, NANOS_A_SECOND - left));
    }
    lastNanos = nowNanos;
  }

  /**
   * Holds the calling thread back if that is still allowed.
   *
   * @param serial of the operation
   * @return whether it was
   */
  boolean stall(long serial) {
    if (allowance.get() <= 0) {
      return false;
    }
    long nanos = LEAST_NANOS + ((serial * GOLDEN) >>> (Long.SIZE - DRAWN_BITS));
    allowance.addAndGet(-nanos);
    long began = System.nanoTime();
    for (int turn = 0; turn < MOST_TURNS && System.nanoTime() - began < nanos; turn++) {
      Thread.onSpinWait();
    }
    return true;
  }
}
