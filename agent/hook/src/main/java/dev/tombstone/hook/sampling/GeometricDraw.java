package dev.tombstone.hook.sampling;

import dev.tombstone.hook.RecordingControl;

/**
 * How many deletions come before the next sampled one, if each is sampled independently with
 * probability p = 2<sup>-shift</sup>: the geometric distribution, by inversion, {@code floor(ln u /
 * ln(1 - p))} for a uniform {@code u}.
 *
 * <p>The logarithm is read from a table of {@value #STEPS} steps over one octave and corrected by
 * four terms of its series, to about 14 digits. {@code Math.log1p} would have the JDK load a class
 * at its first use, on an application's thread and perhaps in the middle of class loading.
 */
public final class GeometricDraw {
  private static final int INDEX_BITS = 8;
  private static final int STEPS = 1 << INDEX_BITS;
  private static final int MANTISSA_BITS = 52;
  private static final int EXPONENT_BIAS = 1_023;
  private static final long MANTISSA_MASK = (1L << MANTISSA_BITS) - 1;
  private static final long ONE = (long) EXPONENT_BIAS << MANTISSA_BITS;
  private static final double LN_2 = StrictMath.log(2);

  /** Logarithms of the middles of the steps from 1 to 2, and the middles' reciprocals. */
  private static final double[] LOGARITHMS = new double[STEPS];

  private static final double[] RECIPROCALS = new double[STEPS];

  /** 1 / ln(1 - 2<sup>-shift</sup>). */
  private static final double[] SCALES = new double[RecordingControl.MAX_RATIO_SHIFT + 1];

  static {
    for (int i = 0; i < STEPS; i++) {
      double middle = 1 + (i + 0.5) / STEPS;
      LOGARITHMS[i] = StrictMath.log(middle);
      RECIPROCALS[i] = 1 / middle;
    }
    for (int shift = 1; shift < SCALES.length; shift++) {
      SCALES[shift] = 1 / StrictMath.log1p(-1.0 / (1L << shift));
    }
  }

  private GeometricDraw() {}

  /**
   * Failures before the first success.
   *
   * @param shift 1 to {@link RecordingControl#MAX_RATIO_SHIFT}
   * @param bits 64 random bits
   */
  public static long failures(int shift, long bits) {
    return (long) (logarithm(((bits >>> 11) + 0.5) * 0x1p-53) * SCALES[shift]);
  }

  /** Natural logarithm of a positive normal number. */
  static double logarithm(double number) {
    long word = Double.doubleToRawLongBits(number);
    int exponent = (int) (word >>> MANTISSA_BITS) - EXPONENT_BIAS;
    int step = (int) (word >>> (MANTISSA_BITS - INDEX_BITS)) & (STEPS - 1);
    double rest = Double.longBitsToDouble((word & MANTISSA_MASK) | ONE) * RECIPROCALS[step] - 1;
    double series = rest * (1 - rest * (1.0 / 2 - rest * (1.0 / 3 - rest / 4)));
    return exponent * LN_2 + LOGARITHMS[step] + series;
  }
}
