package dev.tombstone.exporters.prometheus;

import dev.tombstone.core.snapshot.AgentSnapshot;
import dev.tombstone.core.snapshot.SnapshotSource;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;

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
  private final Set<Object> registered = new HashSet<>();

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
    gauge(Metric.DISTINCT_KEYS, Tags.empty(), ScrapeState::distinctKeys);
    gauge(Metric.SAMPLE_RATIO, Tags.empty(), now -> now.agent().sampleRatio());
    gauge(Metric.MEMORY, Tags.empty(), now -> now.agent().memoryBytes());
    counter(Metric.CPU, Tags.empty(), now -> now.agent().cpuSeconds());
    AgentSnapshot agent = state.agent();
    gauge(Metric.BUILD, Tags.of("version", agent.version(), "jdk", agent.jdk()), now -> 1);
    for (int rank = 1; rank <= ScrapeState.RANKS; rank++) {
      int thisRank = rank;
      gauge(
          Metric.HOT_KEY_SHARE,
          Tags.of("rank", Integer.toString(rank)),
          now -> now.share(thisRank));
    }
    registry
        .getPrometheusRegistry()
        .register(new DurationCollector(Metric.DURATION, state::latencies));
    registry
        .getPrometheusRegistry()
        .register(new DurationCollector(Metric.RESIZE_ASSIST, state::resizeAssists));
  }

  /** The metrics now, in the format the {@code Accept} header asks for. */
  public synchronized Scrape scrape(String accept) {
    state.refresh(source);
    registerNew();
    String type = prefersOpenMetrics(accept) ? OPEN_METRICS_TYPE : TEXT_TYPE;
    return new Scrape(type, registry.scrape(type).getBytes(StandardCharsets.UTF_8));
  }

  private static boolean prefersOpenMetrics(String accept) {
    AcceptHeader header = new AcceptHeader(accept);
    double weight = header.weightOf(OPEN_METRICS);
    return weight > 0 && weight >= header.weightOf("text/plain");
  }

  /** Series appear with the classes, reasons and kinds they are about. */
  private void registerNew() {
    for (ScrapeState.Series series : state.series()) {
      if (registered.add(series)) {
        Tags tags = Tags.of("map", series.map(), "op", series.op());
        counter(Metric.REMOVALS, tags, now -> now.removed(series));
        counter(Metric.MISSES, tags, now -> now.missed(series));
      }
    }
    for (ScrapeState.Hazard hazard : state.findings().keySet()) {
      if (registered.add(hazard)) {
        counter(
            Metric.FINDINGS,
            Tags.of("hazard", hazard.id(), "grade", hazard.grade().name()),
            now -> now.findings().getOrDefault(hazard, 0L));
      }
    }
    for (String reason : state.agent().dropped().keySet()) {
      if (registered.add("dropped " + reason)) {
        counter(
            Metric.DROPPED,
            Tags.of("reason", reason),
            now -> now.agent().dropped().getOrDefault(reason, 0L));
      }
    }
    for (String kind : state.agent().errors().keySet()) {
      if (registered.add("error " + kind)) {
        counter(
            Metric.ERRORS,
            Tags.of("kind", kind),
            now -> now.agent().errors().getOrDefault(kind, 0L));
      }
    }
  }

  private void gauge(Metric metric, Tags tags, ToDoubleFunction<ScrapeState> value) {
    Gauge.Builder<ScrapeState> gauge =
        Gauge.builder(metric.meterName(), state, value).tags(tags).description(metric.help());
    if (!metric.unit().isEmpty()) {
      gauge.baseUnit(metric.unit());
    }
    gauge.register(registry);
  }

  private void counter(Metric metric, Tags tags, ToDoubleFunction<ScrapeState> value) {
    FunctionCounter.Builder<ScrapeState> counter =
        FunctionCounter.builder(metric.meterName(), state, value)
            .tags(tags)
            .description(metric.help());
    if (!metric.unit().isEmpty()) {
      counter.baseUnit(metric.unit());
    }
    counter.register(registry);
  }
}
