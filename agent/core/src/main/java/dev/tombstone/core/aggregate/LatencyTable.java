package dev.tombstone.core.aggregate;

import dev.tombstone.core.snapshot.LatencyHistogram;
import dev.tombstone.hook.CounterTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Latency of the sampled deletions by map class, since start. Classes past the first {@value
 * #MAX_CLASSES} are one, {@code other}. At most 4 MiB.
 */
final class LatencyTable {
  static final int MAX_CLASSES = 100;

  /** Longest duration told apart, nanoseconds: a minute. */
  private static final long MAX_NANOS = 60_000_000_000L;

  /** Bucket bounds of the exported histogram, nanoseconds. */
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

  /** The durations of one map class. */
  private static final class Durations {
    final Histogram histogram = new Histogram(2);
    long sumNanos;

    Durations() {
      histogram.setAutoResize(true);
    }
  }

  private final Map<String, Durations> byMap = new TreeMap<>();

  void record(String map, long nanos) {
    Durations durations = byMap.get(map);
    if (durations == null) {
      String name = byMap.size() < MAX_CLASSES ? map : CounterTable.OTHER;
      durations = byMap.computeIfAbsent(name, added -> new Durations());
    }
    durations.histogram.recordValue(Math.min(nanos, MAX_NANOS));
    durations.sumNanos += nanos;
  }

  List<LatencyHistogram> snapshot() {
    List<LatencyHistogram> snapshot = new ArrayList<>();
    byMap.forEach(
        (map, durations) -> {
          Histogram histogram = durations.histogram;
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
          snapshot.add(
              new LatencyHistogram(
                  map,
                  histogram.getTotalCount(),
                  durations.sumNanos / 1e9,
                  List.copyOf(bounds),
                  List.copyOf(counts),
                  histogram.getValueAtPercentile(50),
                  histogram.getValueAtPercentile(99),
                  histogram.getValueAtPercentile(99.9)));
        });
    return snapshot;
  }

  long bytes() {
    return byMap.values().stream()
        .mapToLong(durations -> durations.histogram.getEstimatedFootprintInBytes())
        .sum();
  }
}
