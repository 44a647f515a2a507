package dev.tombstone.core.window;

import java.util.Arrays;

/** Weights by call site, or by stack. */
public final class SiteTotals {
  private long[] weights = new long[16];
  private long[] misses = new long[16];

  void add(int site, long weight, boolean miss) {
    if (site >= weights.length) {
      int length = Math.max(site + 1, weights.length * 2);
      long[] moreWeights = Arrays.copyOf(weights, length);
      misses = Arrays.copyOf(misses, length);
      weights = moreWeights;
    }
    weights[site] += weight;
    if (miss) {
      misses[site] += weight;
    }
  }

  /** Calls that the recorded ones of the site stand for. */
  public long weight(int site) {
    return site < weights.length ? weights[site] : 0;
  }

  /** How many of them found nothing. */
  public long misses(int site) {
    return site < misses.length ? misses[site] : 0;
  }

  long bytes() {
    return 8L * (weights.length + misses.length);
  }

  SiteTotals copy() {
    SiteTotals copy = new SiteTotals();
    copy.weights = weights.clone();
    copy.misses = misses.clone();
    return copy;
  }

  void clear() {
    Arrays.fill(weights, 0);
    Arrays.fill(misses, 0);
  }
}
