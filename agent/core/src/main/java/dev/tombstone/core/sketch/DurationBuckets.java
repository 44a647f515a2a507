package dev.tombstone.core.sketch;

import dev.tombstone.core.snapshot.LatencyHistogram;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.AbstractHistogram;

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

  private DurationBuckets() {}

  /** These durations of one map class, in nanoseconds, as they are exported. */
  public static LatencyHistogram of(String map, AbstractHistogram histogram, double sumSeconds) {
    List<Double> bounds = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    long cumulative = 0;
    long from = 0;
    for (long bound : BOUNDS_NANOS) {
      cumulative += histogram.getCountBetweenValues(from, bound);
      from = histogram.nextNonEquivalentValue(bound);
      bounds.add(bound / 1e9);
      counts.add(Math.min(cumulative, histogram.getTotalCount()));
    }
    return new LatencyHistogram(
        map,
        histogram.getTotalCount(),
        sumSeconds,
        List.copyOf(bounds),
        List.copyOf(counts),
        histogram.getValueAtPercentile(50),
        histogram.getValueAtPercentile(99),
        histogram.getValueAtPercentile(99.9));
  }
}
