package dev.tombstone.exporters.prometheus;

import dev.tombstone.core.snapshot.LatencyHistogram;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A histogram of durations by map class, from the HdrHistograms' buckets: Micrometer has no meter
 * for a histogram that is counted elsewhere.
 */
final class DurationCollector implements MultiCollector {
  private final Metric metric;
  private final Supplier<List<LatencyHistogram>> source;

  DurationCollector(Metric metric, Supplier<List<LatencyHistogram>> source) {
    this.metric = metric;
    this.source = source;
  }

  @Override
  public MetricSnapshots collect() {
    List<LatencyHistogram> latencies = source.get();
    if (latencies.isEmpty()) {
      return new MetricSnapshots();
    }
    HistogramSnapshot.Builder snapshot =
        HistogramSnapshot.builder().name(metric.exportedName()).help(metric.help());
    for (LatencyHistogram latency : latencies) {
      snapshot.dataPoint(
          HistogramSnapshot.HistogramDataPointSnapshot.builder()
              .labels(Labels.of("map", latency.map()))
              .classicHistogramBuckets(buckets(latency))
              .sum(latency.sumSeconds())
              .build());
    }
    return new MetricSnapshots(snapshot.build());
  }

  private static ClassicHistogramBuckets buckets(LatencyHistogram latency) {
    List<Double> bounds = new ArrayList<>(latency.upperBoundsSeconds());
    List<Number> counts = new ArrayList<>();
    long below = 0;
    for (long cumulative : latency.cumulativeCounts()) {
      counts.add(cumulative - below);
      below = cumulative;
    }
    bounds.add(Double.POSITIVE_INFINITY);
    counts.add(latency.count() - below);
    return ClassicHistogramBuckets.of(bounds, counts);
  }
}
