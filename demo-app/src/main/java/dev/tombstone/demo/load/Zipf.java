package dev.tombstone.demo.load;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws ranks 1…n with probability proportional to 1 / rank<sup>exponent</sup>, by inverting the
 * sum.
 */
public final class Zipf {
  private final double[] cumulative;
  private final SplittableRandom random;

  /** A sampler over this many ranks. */
  public Zipf(int ranks, double exponent, SplittableRandom random) {
    this.random = random;
    cumulative = new double[ranks];
    double sum = 0;
    for (int i = 0; i < ranks; i++) {
      sum += Math.pow(i + 1, -exponent);
      cumulative[i] = sum;
    }
    for (int i = 0; i < ranks; i++) {
      cumulative[i] /= sum;
    }
  }

  /** The next rank, from 1. */
  public int next() {
    int found = Arrays.binarySearch(cumulative, random.nextDouble());
    return Math.min(found < 0 ? -found : found + 1, cumulative.length);
  }

  /** Probability of a rank. */
  public double probability(int rank) {
    return rank == 1 ? cumulative[0] : cumulative[rank - 1] - cumulative[rank - 2];
  }
}
