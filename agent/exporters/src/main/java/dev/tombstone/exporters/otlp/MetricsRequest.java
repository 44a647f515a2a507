package dev.tombstone.exporters.otlp;

import dev.tombstone.exporters.metrics.Metric;
import dev.tombstone.exporters.metrics.MetricReader;
import dev.tombstone.model.snapshot.ExponentialCounts;
import dev.tombstone.model.snapshot.LatencyHistogram;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An {@code ExportMetricsServiceRequest} of all metrics now: one resource, one scope, a metric for
 * each {@link Metric} that has values. Field numbers are those of {@code
 * opentelemetry/proto/metrics/v1/metrics.proto}.
 */
final class MetricsRequest {
  private static final int CUMULATIVE = 2;

  /** As many as OpenTelemetry's own libraries take unless told otherwise. */
  private static final int MOST_BUCKETS = 160;

  private static final long NANOS = 1_000_000_000L;

  private final MetricReader reader;
  private final long startNanos;
  private final long nowNanos;
  private final boolean exponential;

  private MetricsRequest(MetricReader reader, boolean exponential, Instant start, Instant now) {
    this.reader = reader;
    this.exponential = exponential;
    startNanos = nanos(start);
    nowNanos = nanos(now);
  }

  /**
   * The request's bytes.
   *
   * @param exponential whether histograms have exponential buckets
   * @param resource attributes of the resource
   * @param version of the agent
   * @param start since when counters count
   */
  static byte[] bytes(
      MetricReader reader,
      boolean exponential,
      Map<String, String> resource,
      String version,
      Instant start,
      Instant now) {
    MetricsRequest request = new MetricsRequest(reader, exponential, start, now);
    Protobuf attributes = new Protobuf();
    resource.forEach((key, value) -> attributes.message(1, attribute(key, value)));
    Protobuf scope =
        new Protobuf().message(1, new Protobuf().text(1, "dev.tombstone").text(2, version));
    for (Metric metric : Metric.values()) {
      request.add(metric, scope);
    }
    return new Protobuf()
        .message(1, new Protobuf().message(1, attributes).message(2, scope))
        .toByteArray();
  }

  private void add(Metric metric, Protobuf scope) {
    Protobuf message =
        new Protobuf()
            .text(1, metric.exportedName())
            .text(2, metric.help())
            .text(3, unit(metric.unit()));
    Protobuf data = new Protobuf();
    if (metric.type().equals("histogram")) {
      List<LatencyHistogram> histograms = reader.histograms(metric);
      for (LatencyHistogram histogram : histograms) {
        data.message(1, exponential ? exponentialPoint(histogram) : point(histogram));
      }
      if (!histograms.isEmpty()) {
        scope.message(2, message.message(exponential ? 10 : 9, data.varint(2, CUMULATIVE)));
      }
      return;
    }
    Map<List<String>, Double> values = reader.values(metric);
    values.forEach((labels, value) -> data.message(1, point(metric, labels, value)));
    if (values.isEmpty()) {
      return;
    }
    if (metric.type().equals("counter")) {
      scope.message(2, message.message(7, data.varint(2, CUMULATIVE).varint(3, 1)));
    } else {
      scope.message(2, message.message(5, data));
    }
  }

  private Protobuf point(Metric metric, List<String> labels, double value) {
    Protobuf point = new Protobuf();
    if (metric.type().equals("counter")) {
      point.fixed64(2, startNanos);
    }
    point.fixed64(3, nowNanos);
    if (metric.type().equals("counter") && metric.unit().isEmpty()) {
      point.fixed64(6, (long) value);
    } else {
      point.float64(4, value);
    }
    for (int i = 0; i < labels.size(); i++) {
      point.message(7, attribute(metric.labels().get(i), labels.get(i)));
    }
    return point;
  }

  private Protobuf point(LatencyHistogram histogram) {
    List<Long> counts = new ArrayList<>();
    long below = 0;
    for (long cumulative : histogram.cumulativeCounts()) {
      counts.add(cumulative - below);
      below = cumulative;
    }
    counts.add(histogram.count() - below);
    return new Protobuf()
        .fixed64(2, startNanos)
        .fixed64(3, nowNanos)
        .fixed64(4, histogram.count())
        .float64(5, histogram.sumSeconds())
        .packedFixed64(6, counts)
        .packedFloat64(7, histogram.upperBoundsSeconds())
        .message(9, attribute("map", histogram.map()));
  }

  private Protobuf exponentialPoint(LatencyHistogram histogram) {
    ExponentialCounts counts = histogram.exponential().atMost(MOST_BUCKETS);
    return new Protobuf()
        .message(1, attribute("map", histogram.map()))
        .fixed64(2, startNanos)
        .fixed64(3, nowNanos)
        .fixed64(4, histogram.count())
        .float64(5, histogram.sumSeconds())
        .zigzag(6, counts.scale())
        .fixed64(7, counts.zeros())
        .message(8, new Protobuf().zigzag(1, counts.offset()).packedVarint(2, counts.counts()));
  }

  private static Protobuf attribute(String key, String value) {
    return new Protobuf().text(1, key).message(2, new Protobuf().text(1, value));
  }

  /** The unit in the code of UCUM. */
  private static String unit(String unit) {
    return switch (unit) {
      case "seconds" -> "s";
      case "bytes" -> "By";
      case "ratio" -> "1";
      default -> unit;
    };
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * NANOS + instant.getNano();
  }
}
