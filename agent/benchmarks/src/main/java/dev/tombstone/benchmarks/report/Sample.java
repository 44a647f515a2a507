package dev.tombstone.benchmarks.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the rounds measured of one thing, in their order.
 *
 * @param values at least one
 */
record Sample(List<Double> values) {
  Sample {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing measured");
    }
    values = List.copyOf(values);
  }

  double median() {
    return median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  double lowest() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  double highest() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** Whether there is one. */
  boolean spread() {
    return values.size() > 1;
  }

  /** {@code median [lowest – highest]}; the median alone if there is no more. */
  String markdown(int decimals) {
    String number = "%,." + decimals + "f";
    String format = spread() ? number + " [" + number + " – " + number + "]" : number;
    return String.format(Locale.ROOT, format, median(), lowest(), highest());
  }

  /** Sorts its argument. */
  static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
