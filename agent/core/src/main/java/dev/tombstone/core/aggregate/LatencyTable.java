package dev.tombstone.core.aggregate;

import dev.tombstone.core.sketch.DurationBuckets;
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
        (map, durations) ->
            snapshot.add(DurationBuckets.of(map, durations.histogram, durations.sumNanos / 1e9)));
    return snapshot;
  }

  long bytes() {
    return byMap.values().stream()
        .mapToLong(durations -> durations.histogram.getEstimatedFootprintInBytes())
        .sum();
  }
}
