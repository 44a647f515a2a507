package dev.tombstone.core.detect.framework;

import dev.tombstone.hook.sampling.RandomNumbers;

/**
 * Which of many are looked at: drawn at random, about so many in a second as are allowed. The first
 * ones of each second would be the same lines again and again.
 */
public final class DrawnRate {
  private final int perSecond;
  private final RateLimiter left;

  /** How many asked in this second; counted racily. */
  private int asked;

  /** One in 2 to the power of this is drawn. */
  private volatile int shift;

  /** Draws about so many in a second, and twice as many at the most. */
  public DrawnRate(int perSecond) {
    this.perSecond = perSecond;
    left = new RateLimiter(2 * perSecond);
  }

  /** Whether this one is. */
  public boolean draws() {
    asked++;
    return RandomNumbers.hits(shift) && left.take();
  }

  /** Begins another second, for which the last one says how many will ask. */
  public void everySecond() {
    int expected = asked / perSecond;
    shift = expected == 0 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(expected);
    asked = 0;
    left.refill(2 * perSecond);
  }
}
