package dev.tombstone.exporters.prometheus;

import dev.tombstone.exporters.metrics.Metric;
import dev.tombstone.exporters.metrics.ScrapeState;
import dev.tombstone.model.snapshot.SnapshotSource;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * {@code /metrics}: Micrometer's Prometheus registry over one snapshot a scrape. Thread-safe;
 * scrapes take turns.
 */
public final class PrometheusExporter {
  private static final String OPEN_METRICS = "application/openmetrics-text";
  private static final String OPEN_METRICS_TYPE = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
  private static final String TEXT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final SnapshotSource source;
  private final ScrapeState state;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Metric, Map<List<String>, Double>> values = new EnumMap<>(Metric.class);
  private final Map<Metric, Set<List<String>>> registered = new EnumMap<>(Metric.class);

  /**
   * A scrape's text.
   *
   * @param contentType with version and charset
   * @param body the metrics
   */
  public record Scrape(String contentType, byte[] body) {}

  /** An exporter over this source. */
  public PrometheusExporter(SnapshotSource source) {
    this.source = source;
    state = new ScrapeState(source);
    for (Metric metric : Metric.values()) {
      registered.put(metric, new HashSet<>());
      if (metric.type().equals("histogram")) {
        registry.getPrometheusRegistry().register(new HistogramCollector(metric, state));
      }
    }
  }

  /** The metrics now, in the format the {@code Accept} header asks for. */
  public synchronized Scrape scrape(String accept) {
    state.refresh(source);
    for (Metric metric : Metric.values()) {
      values.put(metric, metric.values(state));
      registerNew(metric);
    }
    String type = prefersOpenMetrics(accept) ? OPEN_METRICS_TYPE : TEXT_TYPE;
    return new Scrape(type, registry.scrape(type).getBytes(StandardCharsets.UTF_8));
  }

  private static boolean prefersOpenMetrics(String accept) {
    AcceptHeader header = new AcceptHeader(accept);
    double weight = header.weightOf(OPEN_METRICS);
    return weight > 0 && weight >= header.weightOf("text/plain");
  }

  /** Series appear with the classes, reasons and kinds they are about. */
  private void registerNew(Metric metric) {
    Set<List<String>> known = Objects.requireNonNull(registered.get(metric));
    for (List<String> labels : valuesOf(metric).keySet()) {
      if (known.add(labels)) {
        if (metric.type().equals("counter")) {
          counter(metric, labels);
        } else {
          gauge(metric, labels);
        }
      }
    }
  }

  private void gauge(Metric metric, List<String> labels) {
    Gauge.Builder<PrometheusExporter> gauge =
        Gauge.builder(metric.meterName(), this, exporter -> exporter.valueOf(metric, labels))
            .tags(tags(metric, labels))
            .description(metric.help());
    if (!metric.unit().isEmpty()) {
      gauge.baseUnit(metric.unit());
    }
    gauge.register(registry);
  }

  private void counter(Metric metric, List<String> labels) {
    FunctionCounter.Builder<PrometheusExporter> counter =
        FunctionCounter.builder(
                metric.meterName(), this, exporter -> exporter.valueOf(metric, labels))
            .tags(tags(metric, labels))
            .description(metric.help());
    if (!metric.unit().isEmpty()) {
      counter.baseUnit(metric.unit());
    }
    counter.register(registry);
  }

  private static List<Tag> tags(Metric metric, List<String> labels) {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      tags.add(Tag.of(metric.labels().get(i), labels.get(i)));
    }
    return tags;
  }

  private double valueOf(Metric metric, List<String> labels) {
    return valuesOf(metric).getOrDefault(labels, 0.0);
  }

  private Map<List<String>, Double> valuesOf(Metric metric) {
    return values.getOrDefault(metric, Map.of());
  }
}
