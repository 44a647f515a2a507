package dev.tombstone.core.limits;

/** By how much events are to be thinned, in powers of two, so that so many a second are left. */
final class RateFit {
  private static final double SECOND_NANOS = 1e9;

  private RateFit() {}

  /**
   * The least shift that leaves no more than the budget of what came in a period.
   *
   * @param events in the period
   * @param nanos its length
   * @param budget events a second
   * @param most the largest shift, which may leave more
   */
  static int shift(long events, long nanos, long budget, int most) {
    double perSecond = events * SECOND_NANOS / nanos;
    int shift = 0;
    while (shift < most && perSecond / (1L << shift) > budget) {
      shift++;
    }
    return shift;
  }
}
