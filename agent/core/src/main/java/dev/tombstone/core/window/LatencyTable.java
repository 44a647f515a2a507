package dev.tombstone.core.window;

import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.model.sketch.DurationBuckets;
import dev.tombstone.model.snapshot.LatencyHistogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Latency of the sampled deletions by map class, since start. Classes past the first {@value
 * #MAX_CLASSES} are one, {@code other}. At most 4 MiB.
 */
public final class LatencyTable {
  static final int MAX_CLASSES = 100;

  /** Longest duration told apart, nanoseconds: a minute. */
  private static final long MAX_NANOS = 60_000_000_000L;

  /** The durations of one map class. */
  private static final class Durations {
    final String mapClass;
    final GrowingHistogram histogram = new GrowingHistogram(2, MAX_NANOS);
    long sumNanos;

    Durations(String mapClass) {
      this.mapClass = mapClass;
    }

    LatencyHistogram snapshot() {
      return DurationBuckets.of(mapClass, histogram.values(), sumNanos / 1e9);
    }
  }

  /** By the index of the class's counters. */
  private @Nullable Durations[] byIndex = new @Nullable Durations[16];

  private final List<Durations> all = new ArrayList<>();

  /** A removal from a map of this class took so long. */
  public void record(MapCounters map, long nanos) {
    Durations durations = of(map);
    durations.histogram.record(nanos);
    durations.sumNanos += nanos;
  }

  /** The histograms of all classes, since start. */
  public List<LatencyHistogram> snapshot() {
    return all.stream()
        .sorted(Comparator.comparing(durations -> durations.mapClass))
        .map(Durations::snapshot)
        .toList();
  }

  /** Bytes of the histograms. */
  public long bytes() {
    return all.stream().mapToLong(durations -> durations.histogram.bytes()).sum();
  }

  private Durations of(MapCounters map) {
    int index = map.index();
    if (index >= byIndex.length) {
      byIndex = Arrays.copyOf(byIndex, Math.max(index + 1, 2 * byIndex.length));
    }
    Durations known = byIndex[index];
    if (known == null) {
      known = named(all.size() < MAX_CLASSES ? map.mapClass() : CounterTable.OTHER);
      byIndex[index] = known;
    }
    return known;
  }

  private Durations named(String mapClass) {
    for (Durations durations : all) {
      if (durations.mapClass.equals(mapClass)) {
        return durations;
      }
    }
    Durations added = new Durations(mapClass);
    all.add(added);
    return added;
  }
}
