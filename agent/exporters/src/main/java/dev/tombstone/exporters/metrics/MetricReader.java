package dev.tombstone.exporters.metrics;

import dev.tombstone.model.snapshot.LatencyHistogram;
import dev.tombstone.model.snapshot.SnapshotSource;
import java.util.List;
import java.util.Map;

/** Values of the metrics for exporters that are not scraped. Not thread-safe. */
public final class MetricReader {
  private final SnapshotSource source;
  private final ScrapeState state;

  /** A reader that has read once. */
  public MetricReader(SnapshotSource source) {
    this.source = source;
    state = new ScrapeState(source);
  }

  /** Takes new values; series that have appeared once never go. */
  public void refresh() {
    state.refresh(source);
  }

  /** Values of a counter or gauge by those of its labels; none of a histogram. */
  public Map<List<String>, Double> values(Metric metric) {
    return metric.values(state);
  }

  /** Histograms by map class; none of another type. */
  public List<LatencyHistogram> histograms(Metric metric) {
    return metric.histograms(state);
  }
}
