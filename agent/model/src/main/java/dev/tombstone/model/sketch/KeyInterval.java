package dev.tombstone.model.sketch;

/**
 * How often a key was deleted: an estimate, and bounds that hold the truth {@code T} for at least
 * {@value #CONFIDENCE} of the keys shown.
 *
 * <p>An entry of a {@link HotKeySketch} has seen {@code S = count - error}. Three things stand
 * between {@code S} and {@code T}.
 *
 * <ol>
 *   <li><b>What came before its admission.</b> Each earlier event of the key was admitted with
 *       probability at least {@code w / (error + w)}, for a set's least count never falls. The
 *       weight refused before the first success is geometric with a mean of at most {@code error}
 *       and exceeds {@code 4.4 error} with probability {@code e^-4.4 = 1.25 %}: that much is added
 *       to the upper bound. The same bounds a key that is not in the table, with the set's least
 *       count as the error.
 *   <li><b>What the sample missed.</b> {@code S} is a sum of independent weights with mean {@code
 *       T} and variance {@code V = Σ (w - 1)}. By Bennett's inequality {@code S} is as far above
 *       its mean with probability at most {@code exp(-V/w² h(w (S - T) / V))}, {@code h(u) = (1 +
 *       u) ln(1 + u) - u}, and below it with at most {@code exp(-(T - S)² / 2V)}. The bounds are
 *       the {@code T} for which these are 1.25 %.
 *   <li><b>Selection.</b> Shown are the {@code k} keys with the largest estimates out of {@code m}:
 *       under sampling those with luck. The lower bound is therefore taken at 1.25 % times {@code k
 *       / m}, which keeps the expected share of wrong ones among those shown (Benjamini, Yekutieli
 *       2005, false coverage rate).
 * </ol>
 *
 * <p>Together less than 5 % fail. The interval is <b>exact</b>, lower = estimate = upper, for a key
 * that was admitted to a free entry of every pane while nothing was sampled away. Nothing is
 * assumed of the order of events; that 64 bits tell keys apart is.
 *
 * <p>The estimate counts of the error no more than was seen: a key seen twice in an entry inherited
 * from a count of a thousand is not claimed to be hot.
 *
 * @param lower the truth is at least this
 * @param estimate what to rank by
 * @param upper the truth is at most this
 */
public record KeyInterval(long lower, long estimate, long upper) {
  /** Share of the intervals shown that hold the truth, at least. */
  public static final double CONFIDENCE = 0.95;

  /** A geometric variable exceeds this many times its mean with probability 1.25 %. */
  public static final double GEOMETRIC_QUANTILE = 4.4;

  /** Of 1.25 %. */
  private static final double LOG_TAIL = Math.log(1 / 0.0125);

  private static final int HALVINGS = 50;

  /**
   * The interval of a key.
   *
   * @param seen sum of weights seen, over all panes
   * @param estimate of the events, at least {@code seen}
   * @param unseen bound of what was refused, {@link #GEOMETRIC_QUANTILE} applied
   * @param variance sum of {@code (w - 1)} times what was seen with that weight
   * @param weight largest weight in force
   * @param keysPerShown how many keys there are for each that is shown, at least 1
   */
  public static KeyInterval of(
      long seen, long estimate, double unseen, double variance, long weight, double keysPerShown) {
    double lower = lower(seen, variance, weight, LOG_TAIL + Math.log(keysPerShown));
    double upper = upper(seen + unseen, variance + (weight - 1) * unseen, weight);
    return new KeyInterval(
        Math.min((long) Math.floor(lower), estimate),
        estimate,
        Math.max((long) Math.ceil(upper), estimate));
  }

  /** No less than the samples themselves, each of which was an event. */
  private static double lower(long seen, double variance, long weight, double logTail) {
    if (variance == 0) {
      return seen;
    }
    double low = Math.ceil((double) seen / weight);
    double high = seen;
    for (int i = 0; i < HALVINGS; i++) {
      double truth = (low + high) / 2;
      double spread = variance / seen * truth;
      double excess = weight * (seen - truth) / spread;
      double exponent =
          spread / ((double) weight * weight) * ((1 + excess) * Math.log1p(excess) - excess);
      if (exponent > logTail) {
        low = truth;
      } else {
        high = truth;
      }
    }
    return low;
  }

  private static double upper(double seen, double variance, long weight) {
    double correction = (weight - 1) * LOG_TAIL;
    return seen + correction + Math.sqrt(2 * variance * LOG_TAIL + correction * correction);
  }
}
