package dev.tombstone.benchmarks.hotkeys;

import java.util.SplittableRandom;

/**
 * Draws key {@code i} with a probability proportional to (i + 1)^-s, in constant time (Vose 1991).
 */
public final class ZipfDistribution {
  private final double[] own;
  private final int[] alias;

  /** Of so many keys. */
  public ZipfDistribution(int keys, double exponent) {
    double[] scaled = new double[keys];
    double sum = 0;
    for (int i = 0; i < keys; i++) {
      scaled[i] = Math.pow(i + 1, -exponent);
      sum += scaled[i];
    }
    for (int i = 0; i < keys; i++) {
      scaled[i] *= keys / sum;
    }
    own = new double[keys];
    alias = new int[keys];
    fill(scaled);
  }

  /** The next key. */
  public int draw(SplittableRandom random) {
    int column = random.nextInt(own.length);
    return random.nextDouble() < own[column] ? column : alias[column];
  }

  private void fill(double[] scaled) {
    int[] small = new int[scaled.length];
    int[] large = new int[scaled.length];
    int smalls = 0;
    int larges = 0;
    for (int i = 0; i < scaled.length; i++) {
      if (scaled[i] < 1) {
        small[smalls++] = i;
      } else {
        large[larges++] = i;
      }
    }
    while (smalls > 0 && larges > 0) {
      int less = small[--smalls];
      int more = large[larges - 1];
      own[less] = scaled[less];
      alias[less] = more;
      scaled[more] -= 1 - scaled[less];
      if (scaled[more] < 1) {
        larges--;
        small[smalls++] = more;
      }
    }
    while (larges > 0) {
      own[large[--larges]] = 1;
    }
    while (smalls > 0) {
      own[small[--smalls]] = 1;
    }
  }
}
