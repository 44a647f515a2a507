package dev.tombstone.exporters.prometheus;

import dev.tombstone.exporters.metrics.Metric;
import dev.tombstone.exporters.metrics.ScrapeState;
import dev.tombstone.model.snapshot.LatencyHistogram;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;

/**
 * A histogram by map class, from the HdrHistograms' buckets: Micrometer has no meter for a
 * histogram that is counted elsewhere.
 */
final class HistogramCollector implements MultiCollector {
  private final Metric metric;
  private final ScrapeState state;

  HistogramCollector(Metric metric, ScrapeState state) {
    this.metric = metric;
    this.state = state;
  }

  @Override
  public MetricSnapshots collect() {
    List<LatencyHistogram> histograms = metric.histograms(state);
    if (histograms.isEmpty()) {
      return new MetricSnapshots();
    }
    HistogramSnapshot.Builder snapshot =
        HistogramSnapshot.builder().name(metric.exportedName()).help(metric.help());
    for (LatencyHistogram histogram : histograms) {
      snapshot.dataPoint(
          HistogramSnapshot.HistogramDataPointSnapshot.builder()
              .labels(Labels.of("map", histogram.map()))
              .classicHistogramBuckets(buckets(histogram))
              .sum(histogram.sumSeconds())
              .build());
    }
    return new MetricSnapshots(snapshot.build());
  }

  private static ClassicHistogramBuckets buckets(LatencyHistogram histogram) {
    List<Double> bounds = new ArrayList<>(histogram.upperBoundsSeconds());
    List<Number> counts = new ArrayList<>();
    long below = 0;
    for (long cumulative : histogram.cumulativeCounts()) {
      counts.add(cumulative - below);
      below = cumulative;
    }
    bounds.add(Double.POSITIVE_INFINITY);
    counts.add(histogram.count() - below);
    return ClassicHistogramBuckets.of(bounds, counts);
  }
}
