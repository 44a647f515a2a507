package dev.tombstone.model.sketch;

import dev.tombstone.model.snapshot.ExponentialCounts;
import dev.tombstone.model.snapshot.LatencyHistogram;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.HistogramIterationValue;

/** The buckets in which durations are exported, whatever they are of. */
public final class DurationBuckets {
  /** Upper bounds, nanoseconds. */
  private static final long[] BOUNDS_NANOS = {
    100,
    250,
    500,
    1_000,
    2_500,
    5_000,
    10_000,
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    10_000_000,
    100_000_000,
    1_000_000_000,
  };

  /** Eight exponential buckets to a doubling: 9 % wide, a histogram of 2 digits knows 1 %. */
  static final int SCALE = 3;

  private static final double LN_2 = Math.log(2);
  private static final int LEAST_INDEX = index(1);
  private static final int INDEXES = index(Long.MAX_VALUE) - LEAST_INDEX + 1;

  private DurationBuckets() {}

  /** These durations of one map class, in nanoseconds, as they are exported. */
  public static LatencyHistogram of(String map, AbstractHistogram histogram, double sumSeconds) {
    long[] explicit = new long[BOUNDS_NANOS.length + 1];
    long[] exponential = new long[INDEXES];
    long zeros = 0;
    int bucket = 0;
    for (HistogramIterationValue step : histogram.recordedValues()) {
      long value = step.getValueIteratedTo();
      long count = step.getCountAddedInThisIterationStep();
      long least = histogram.lowestEquivalentValue(value);
      while (bucket < BOUNDS_NANOS.length && least > BOUNDS_NANOS[bucket]) {
        bucket++;
      }
      explicit[bucket] += count;
      long middle = histogram.medianEquivalentValue(value);
      if (middle == 0) {
        zeros += count;
      } else {
        exponential[index(middle) - LEAST_INDEX] += count;
      }
    }
    List<Double> bounds = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    long cumulative = 0;
    for (int i = 0; i < BOUNDS_NANOS.length; i++) {
      cumulative += explicit[i];
      bounds.add(BOUNDS_NANOS[i] / 1e9);
      counts.add(cumulative);
    }
    return new LatencyHistogram(
        map,
        histogram.getTotalCount(),
        sumSeconds,
        List.copyOf(bounds),
        List.copyOf(counts),
        trimmed(exponential, zeros),
        histogram.getValueAtPercentile(50),
        histogram.getValueAtPercentile(99),
        histogram.getValueAtPercentile(99.9));
  }

  /** The exponential bucket of a duration. */
  static int index(long nanos) {
    return (int) Math.ceil(Math.log(nanos / 1e9) / LN_2 * (1 << SCALE)) - 1;
  }

  private static ExponentialCounts trimmed(long[] counts, long zeros) {
    int first = 0;
    int end = counts.length;
    while (first < end && counts[first] == 0) {
      first++;
    }
    while (end > first && counts[end - 1] == 0) {
      end--;
    }
    List<Long> kept = new ArrayList<>(end - first);
    for (int i = first; i < end; i++) {
      kept.add(counts[i]);
    }
    int offset = kept.isEmpty() ? 0 : LEAST_INDEX + first;
    return new ExponentialCounts(SCALE, offset, List.copyOf(kept), zeros);
  }
}
