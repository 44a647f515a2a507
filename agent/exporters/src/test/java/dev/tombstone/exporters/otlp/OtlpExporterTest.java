package dev.tombstone.exporters.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombstone.exporters.Exporter;
import dev.tombstone.exporters.ExporterContract;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpExporterTest extends ExporterContract {
  private final Map<String, String> environment = new HashMap<>();
  private @Nullable Receiver receiver;

  @Override
  protected Exporter create(ThreadFactory threads, BiConsumer<String, Throwable> errors)
      throws Exception {
    if (receiver == null) {
      receiver = new Receiver(200);
      environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.address());
      environment.put("OTEL_METRIC_EXPORT_INTERVAL", "20");
    }
    return new OtlpExporter(source, environment, threads, errors);
  }

  @AfterEach
  void closeReceiver() {
    receiver().close();
  }

  @Override
  protected Map<String, Counts> exported(Exporter started) {
    Receiver.Received push = nextPush();
    Map<String, Counts> counts = new TreeMap<>();
    Map<String, Long> missed = values(metric(push, "tombstone_removal_misses_total"));
    Map<String, Long> failed = values(metric(push, "tombstone_removal_failures_total"));
    values(metric(push, "tombstone_removals_total"))
        .forEach(
            (labels, removed) ->
                counts.put(
                    labels,
                    new Counts(
                        removed,
                        missed.getOrDefault(labels, -1L),
                        failed.getOrDefault(labels, -1L))));
    return counts;
  }

  private Receiver receiver() {
    return Objects.requireNonNull(receiver);
  }

  private static Metric metric(Receiver.Received push, String name) {
    return Objects.requireNonNull(push.metrics().get(name));
  }

  @Override
  protected void read(Exporter started) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !errors.isEmpty());
  }

  @Override
  protected String kind() {
    return "otlp";
  }

  @Test
  void push_names_areThoseOfAScrape() throws Exception {
    exporter().start();
    assertThat(nextPush().metrics().keySet())
        .isEqualTo(
            Arrays.stream(dev.tombstone.exporters.metrics.Metric.values())
                .map(dev.tombstone.exporters.metrics.Metric::exportedName)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void push_kindsAndValues_areTheSources() throws Exception {
    exporter().start();
    Receiver.Received push = nextPush();
    Metric removals = metric(push, "tombstone_removals_total");
    assertThat(removals.getDescription()).isEqualTo("Entries removed from maps, exact");
    assertThat(removals.getSum().getIsMonotonic()).isTrue();
    assertThat(removals.getSum().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    NumberDataPoint point = removals.getSum().getDataPoints(0);
    assertThat(Duration.ofNanos(point.getStartTimeUnixNano()))
        .isEqualTo(Duration.ofSeconds(source.agent().start().getEpochSecond()));
    assertThat(point.getTimeUnixNano()).isNotZero();
    Metric memory = metric(push, "tombstone_agent_memory_bytes");
    assertThat(memory.getUnit()).isEqualTo("By");
    assertThat(memory.getGauge().getDataPoints(0).getAsDouble()).isEqualTo(1_000);
    assertThat(push.metrics().get("tombstone_agent_cpu_seconds_total"))
        .satisfies(cpu -> assertThat(cpu.getUnit()).isEqualTo("s"))
        .satisfies(cpu -> assertThat(cpu.getSum().getDataPoints(0).getAsDouble()).isEqualTo(1.5));
    assertThat(metric(push, "tombstone_sample_ratio").getUnit()).isEqualTo("1");
    HistogramDataPoint histogram =
        metric(push, "tombstone_removal_duration_seconds").getHistogram().getDataPoints(0);
    assertThat(histogram.getExplicitBoundsList()).containsExactly(1e-6, 1e-3);
    assertThat(histogram.getBucketCountsList()).containsExactly(4L, 5L, 1L);
    assertThat(histogram.getCount()).isEqualTo(10);
    assertThat(histogram.getSum()).isEqualTo(0.001);
    assertThat(attributes(histogram.getAttributesList())).containsEntry("map", "com.acme.Map0");
  }

  @Test
  void push_exponentialBuckets_areTheSources() throws Exception {
    environment.put(
        "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
        "BASE2_EXPONENTIAL_BUCKET_HISTOGRAM");
    exporter().start();
    Metric durations = metric(nextPush(), "tombstone_removal_duration_seconds");
    assertThat(durations.hasHistogram()).isFalse();
    assertThat(durations.getExponentialHistogram().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    ExponentialHistogramDataPoint point = durations.getExponentialHistogram().getDataPoints(0);
    assertThat(point.getCount()).isEqualTo(10);
    assertThat(point.getSum()).isEqualTo(0.001);
    assertThat(point.getScale()).isEqualTo(3);
    assertThat(point.getZeroCount()).isEqualTo(1);
    assertThat(point.getPositive().getOffset()).isEqualTo(-200);
    assertThat(point.getPositive().getBucketCountsList()).containsExactly(4L, 0L, 5L);
    assertThat(point.getNegative().getBucketCountsList()).isEmpty();
    assertThat(point.getStartTimeUnixNano()).isNotZero();
    assertThat(point.getTimeUnixNano()).isNotZero();
    assertThat(attributes(point.getAttributesList())).containsEntry("map", "com.acme.Map0");
  }

  @Test
  void push_variables_areFollowed() throws Exception {
    environment.put("OTEL_SERVICE_NAME", "shop");
    environment.put("OTEL_RESOURCE_ATTRIBUTES", "service.name=no,zone=a%20b,service.instance.id=7");
    environment.put("OTEL_EXPORTER_OTLP_HEADERS", "x-a=common,x-b=b%3Db");
    environment.put("OTEL_EXPORTER_OTLP_METRICS_HEADERS", "x-a=own");
    environment.put("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip");
    environment.put("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", receiver().address() + "/in?tenant=1");
    exporter().start();
    Receiver.Received push = nextPush();
    assertThat(push.target()).isEqualTo("/in?tenant=1");
    assertThat(push.headers())
        .containsEntry("X-a", List.of("own"))
        .containsEntry("X-b", List.of("b=b"))
        .containsEntry("Content-type", List.of("application/x-protobuf"));
    assertThat(attributes(push.request().getResourceMetrics(0).getResource().getAttributesList()))
        .isEqualTo(Map.of("service.name", "shop", "zone", "a b", "service.instance.id", "7"));
  }

  @Test
  void push_noVariables_theServiceIsUnknownAndTheInstanceTheAgents() throws Exception {
    exporter().start();
    Receiver.Received push = nextPush();
    assertThat(push.target()).isEqualTo("/v1/metrics");
    assertThat(attributes(push.request().getResourceMetrics(0).getResource().getAttributesList()))
        .containsEntry("service.name", "unknown_service:java")
        .containsKey("service.instance.id");
  }

  @Test
  void close_beforeTheFirstInterval_pushesOnce() throws Exception {
    environment.put("OTEL_METRIC_EXPORT_INTERVAL", "1000000");
    exporter().start();
    exporter().close();
    assertThat(receiver().received).hasSize(1);
  }

  @Test
  void collector_thatRefuses_isCountedAndTriedAgain() throws Exception {
    try (Receiver refusing = new Receiver(503)) {
      environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", refusing.address());
      exporter().start();
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> errors.size() > 1);
      assertThat(errors).containsOnly("otlp");
    }
  }

  @Test
  void collector_thatIsNotThere_isCounted() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + free.getLocalPort());
    }
    exporter().start();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> errors.size() > 1);
  }

  @Test
  void collector_thatNeverAnswers_isCutOffAndHoldsNoExitUp() throws Exception {
    environment.put("OTEL_EXPORTER_OTLP_TIMEOUT", "100");
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + silent.getLocalPort());
      exporter().start();
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> errors.size() > 2);
      long before = System.nanoTime();
      exporter().close();
      assertThat(System.nanoTime() - before)
          .isLessThan(TimeUnit.MILLISECONDS.toNanos(OtlpExporter.LAST_PUSH_MILLIS + 2_000));
    }
  }

  @Test
  void collector_thatAnswersByTheByteForEver_isCutOff() throws Exception {
    environment.put("OTEL_EXPORTER_OTLP_TIMEOUT", "300");
    environment.put("OTEL_METRIC_EXPORT_INTERVAL", "1000000");
    try (ServerSocket dripping = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + dripping.getLocalPort());
      Thread server =
          new Thread(
              () -> {
                try (var connection = dripping.accept()) {
                  while (true) {
                    connection.getOutputStream().write('H');
                    TimeUnit.MILLISECONDS.sleep(20);
                  }
                } catch (Exception cutOff) {
                  return;
                }
              });
      server.start();
      exporter().start();
      exporter().close();
      assertThat(errors).containsExactly("otlp");
      server.join();
    }
  }

  @Test
  void start_badVariables_namesAllAndStartsNothing() {
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317");
    environment.put("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
    environment.put("OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", "soon");
    environment.put("OTEL_EXPORTER_OTLP_HEADERS", "token=geheim%0d%0aHost: x");
    environment.put("OTEL_EXPORTER_OTLP_COMPRESSION", "zstd");
    environment.put("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "delta");
    environment.put("OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION", "summary");
    assertThatThrownBy(() -> exporter().start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("OTEL_EXPORTER_OTLP_ENDPOINT=collector:4317")
        .hasMessageContaining("OTEL_EXPORTER_OTLP_PROTOCOL=grpc is not allowed")
        .hasMessageContaining("OTEL_EXPORTER_OTLP_METRICS_TIMEOUT=soon")
        .hasMessageContaining("zstd")
        .hasMessageContaining("delta")
        .hasMessageContaining(
            "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION=summary is not allowed")
        .hasMessageContaining("OTEL_EXPORTER_OTLP_HEADERS=***")
        .hasMessageNotContaining("geheim");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ENDPOINT=grpc://user:GEHEIM@collector:4317",
        "ENDPOINT=user:GEHEIM@collector",
        "ENDPOINT=https://user:GEHEIM",
        "ENDPOINT=https://GEHEIM @collector",
        "ENDPOINT=htps://collector:4318/v1/GEHEIM?key=GEHEIM",
        "METRICS_ENDPOINT=https//u:GEHEIM@c",
        "HEADERS=GEHEIM",
        "HEADERS=a=b,GEHEIM",
        "METRICS_HEADERS=api-key=%zzGEHEIM",
        "HEADERS=a b=GEHEIM",
        "CLIENT_KEY=-----BEGIN PRIVATE KEY-----GEHEIM",
        "TIMEOUT=token GEHEIM",
        "COMPRESSION=http://u:GEHEIM@h",
      })
  void start_badVariableWithASecret_doesNotRepeatIt(String variable) {
    String[] parts = variable.split("=", 2);
    environment.put("OTEL_EXPORTER_OTLP_" + parts[0], parts[1]);
    assertThatThrownBy(() -> exporter().start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("OTEL_EXPORTER_OTLP_" + parts[0] + "=")
        .hasMessageContaining("is not allowed")
        .message()
        .doesNotContainIgnoringCase("geheim");
  }

  @Test
  void start_badResourceAttribute_namesItsKeyOnly() {
    environment.put("OTEL_RESOURCE_ATTRIBUTES", "a=1,api_token=%zzGEHEIM,GEHEIM");
    assertThatThrownBy(() -> exporter().start())
        .hasMessageContaining("api_token=***")
        .hasMessageNotContaining("GEHEIM");
  }

  @Test
  void shownEndpoint_ofAGoodOneWithSecrets_isSchemeHostAndPort() {
    environment.put(
        "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "https://user:GEHEIM@[::1]:4318/GEHEIM?k=GEHEIM");
    assertThat(OtlpSettings.of(environment).shownEndpoint()).isEqualTo("https://[::1]:4318");
  }

  private Receiver.Received nextPush() {
    int before = receiver().received.size();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(20))
        .until(() -> receiver().received.size() > before + 1);
    return receiver().last();
  }

  private static Map<String, Long> values(Metric metric) {
    Map<String, Long> values = new TreeMap<>();
    for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
      Map<String, String> labels = attributes(point.getAttributesList());
      values.put(labels.get("map") + " " + labels.get("op"), point.getAsInt());
    }
    return values;
  }

  private static Map<String, String> attributes(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(
            Collectors.toMap(KeyValue::getKey, attribute -> attribute.getValue().getStringValue()));
  }
}
