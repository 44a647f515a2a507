package dev.tombstone.benchmarks.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Ratio of the medians of two paired samples with its 95 % confidence interval, by the percentile
 * bootstrap: pairs are drawn with replacement, so what a slow minute did to both stays together.
 * (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.)
 *
 * @param ratio of the medians, with over without
 * @param lower end of the interval
 * @param upper end of the interval
 * @param pairs it rests on
 */
record RatioInterval(double ratio, double lower, double upper, int pairs) {
  private static final int RESAMPLES = 10_000;
  private static final long SEED = 42;

  /** Pairs the samples in their order; what has no partner is left out. */
  static RatioInterval of(Sample with, Sample without) {
    int pairs = Math.min(with.values().size(), without.values().size());
    SplittableRandom random = new SplittableRandom(SEED);
    double[] ratios = new double[RESAMPLES];
    int[] drawn = new int[pairs];
    for (int r = 0; r < RESAMPLES; r++) {
      Arrays.setAll(drawn, i -> random.nextInt(pairs));
      ratios[r] = median(with, drawn) / median(without, drawn);
    }
    Arrays.sort(ratios);
    Arrays.setAll(drawn, i -> i);
    return new RatioInterval(
        median(with, drawn) / median(without, drawn),
        ratios[(int) (RESAMPLES * 0.025)],
        ratios[(int) (RESAMPLES * 0.975) - 1],
        pairs);
  }

  String markdown() {
    return String.format(Locale.ROOT, "%.3f (%.3f – %.3f)", ratio, lower, upper);
  }

  private static double median(Sample sample, int[] drawn) {
    return Sample.median(Arrays.stream(drawn).mapToDouble(sample.values()::get).toArray());
  }
}
