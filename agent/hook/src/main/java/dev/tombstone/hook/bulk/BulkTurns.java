package dev.tombstone.hook.bulk;

import dev.tombstone.hook.sampling.GeometricDraw;
import dev.tombstone.hook.sampling.RandomNumbers;

/**
 * Which calls of one thread are timed: each with a probability that was drawn before it came. All,
 * while they come more than 16 µs apart, their own time included; one in 64 at the least. So a call
 * that takes its time, or that comes seldom, is timed for certain, and timing takes less than a
 * hundredth of the time. For the owner of the cell only.
 */
public final class BulkTurns {
  private static final int MOST_SHIFT = 6;

  /** Two to this many nanoseconds between calls, and all are timed. */
  private static final int APART_BITS = 14;

  private long left;
  private long gap = 1;
  private int shift;
  private long lastNanos;

  /** Whether the call that begins is to be timed; it then ends with {@link #timed}. */
  boolean isDue() {
    return --left <= 0;
  }

  /**
   * A call was timed, and ends now. Draws which is next.
   *
   * @return the probability with which this one was drawn, 2 to minus this
   */
  int timed(long nowNanos) {
    int drawnWith = shift;
    long apart = (nowNanos - lastNanos) / gap;
    lastNanos = nowNanos;
    shift = shiftFor(apart);
    gap = shift == 0 ? 1 : GeometricDraw.failures(shift, RandomNumbers.next()) + 1;
    left = gap;
    return drawnWith;
  }

  /** As for a thread that has made no call yet. */
  public void forget() {
    left = 0;
    gap = 1;
    shift = 0;
    lastNanos = 0;
  }

  private static int shiftFor(long apartNanos) {
    int bits = Long.SIZE - 1 - Long.numberOfLeadingZeros(apartNanos);
    return Math.max(0, Math.min(MOST_SHIFT, APART_BITS - bits));
  }
}
