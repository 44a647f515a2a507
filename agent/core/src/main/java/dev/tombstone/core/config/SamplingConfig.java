package dev.tombstone.core.config;

import dev.tombstone.hook.RecordingControl;
import java.util.OptionalInt;

/**
 * How much is recorded in detail: the {@code sample.*} keys.
 *
 * @param enabled false where a value was bad: then deletions are counted only
 * @param budget {@code sample.budget}, deletions a second
 * @param fixedShift {@code sample.ratio} as a power: 4 is 1/16; empty is {@code auto}
 */
public record SamplingConfig(boolean enabled, long budget, OptionalInt fixedShift) {
  /** Allowed values of {@code sample.ratio}. */
  static final String RATIOS = "auto, 1, 1/2, 1/4 … 1/1048576";

  /** The largest budget. */
  public static final long MAX_BUDGET = 10_000_000;

  /**
   * Reads a ratio.
   *
   * @return the power of two, empty for {@code auto}
   * @throws IllegalArgumentException if it is not one of {@link #RATIOS}
   */
  static OptionalInt parseRatio(String text) {
    if (text.equals("auto")) {
      return OptionalInt.empty();
    }
    for (int shift = 0; shift <= RecordingControl.MAX_RATIO_SHIFT; shift++) {
      if (text.equals(ratioText(OptionalInt.of(shift)))) {
        return OptionalInt.of(shift);
      }
    }
    throw new IllegalArgumentException("not a ratio: " + text);
  }

  /** {@code auto}, {@code 1} or {@code 1/16}. */
  public static String ratioText(OptionalInt shift) {
    if (shift.isEmpty()) {
      return "auto";
    }
    return shift.getAsInt() == 0 ? "1" : "1/" + (1L << shift.getAsInt());
  }
}
