package dev.tombstone.agent.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.attach.CommandLineProcess;
import dev.tombstone.agent.attach.Leftovers;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.BusyMaps;
import dev.tombstone.agent.programs.Deletions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pushes of the finished jar, as a collector gets them. */
class OtlpIT {
  private static final String REGISTRY = Deletions.Registry.class.getName();
  private static final String ON = "export.otlp.enabled=true";

  @TempDir Path folder;

  @Test
  void push_programThatEndsAtOnce_holdsEveryDeletion() throws Exception {
    try (Collector collector = new Collector();
        AgentProcess program =
            deletions("1000")
                .environment("OTEL_EXPORTER_OTLP_ENDPOINT", collector.address())
                .environment("OTEL_SERVICE_NAME", "shop")
                .environment("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=test")
                .start()) {
      assertThat(program.waitFor()).isZero();
      assertThat(program.err().lines()).hasSize(1);
      assertThat(collector.requests).isNotEmpty();
      assertThat(collector.counter("tombstone_removals_total", REGISTRY)).isEqualTo(1_001);
      assertThat(collector.counter("tombstone_removal_misses_total", REGISTRY)).isEqualTo(1);
      assertThat(collector.resource())
          .containsEntry("service.name", "shop")
          .containsEntry("deployment.environment", "test")
          .containsKey("service.instance.id");
      assertThat(collector.metric("tombstone_removal_duration_seconds").getHistogram())
          .satisfies(
              histogram ->
                  assertThat(histogram.getDataPointsList())
                      .anySatisfy(
                          point -> {
                            assertThat(Collector.attributes(point.getAttributesList()))
                                .containsEntry("map", REGISTRY);
                            assertThat(point.getCount()).isBetween(900L, 1_002L);
                            assertThat(
                                    point.getBucketCountsList().stream()
                                        .mapToLong(Long::longValue)
                                        .sum())
                                .isEqualTo(point.getCount());
                          }));
    }
  }

  @Test
  void push_everyInterval_agreesWithTheEndpoints() throws Exception {
    try (Collector collector = new Collector();
        AgentProcess program =
            deletions("1000", "60000")
                .environment("OTEL_EXPORTER_OTLP_ENDPOINT", collector.address())
                .environment("OTEL_METRIC_EXPORT_INTERVAL", "200")
                .start()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  !collector.requests.isEmpty()
                      && collector.counter("tombstone_removals_total", REGISTRY) == 1_000);
      assertThat(program.get("/metrics").body())
          .contains("tombstone_removals_total{map=\"" + REGISTRY + "\",op=\"remove\"} 1000.0");
      assertThat(program.json("/healthz").toString()).contains("\"degraded\":[]");
    }
  }

  @Test
  void collector_thatNeverAnswers_isACountedWarningAndTheExitIsBounded() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        AgentProcess program =
            deletions("1000", "60000")
                .environment(
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + silent.getLocalPort())
                .environment("OTEL_METRIC_EXPORT_INTERVAL", "100")
                .environment("OTEL_EXPORTER_OTLP_TIMEOUT", "200")
                .start()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  program
                      .get("/metrics")
                      .body()
                      .matches("(?s).*tombstone_agent_errors_total\\{kind=\"otlp\"} [2-9].*"));
      assertThat(program.json("/healthz").toString()).contains("errors of the agent's own: otlp");
      assertThat(program.json("/maps").toString()).contains("\"removed\":1000");
      long before = System.nanoTime();
      program.terminate();
      assertThat(program.waitFor()).isEqualTo(143);
      assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(10));
    }
  }

  @Test
  void variable_thatCannotBeFollowed_isOneSentenceAndNothingElseIsOff() throws Exception {
    try (AgentProcess program =
        deletions("1000", "60000").environment("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc").start()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> program.get("/healthz").body().contains("http/protobuf"));
      assertThat(program.get("/healthz").body()).contains("export.otlp.enabled", "grpc");
      assertThat(program.agentLines()).hasSize(2);
      assertThat(program.get("/metrics").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void detach_whilePushing_lastPushComesAndTheLoaderIsGone() throws Exception {
    try (Collector collector = new Collector();
        AgentProcess program =
            AgentProcess.in(folder)
                .withoutAgent()
                .environment("OTEL_EXPORTER_OTLP_ENDPOINT", collector.address())
                .program(BusyMaps.class.getName())
                .start()
                .ready()) {
      String pid = Long.toString(program.pid());
      CommandLineProcess.done("attach", pid, "http.port=0," + ON);
      CommandLineProcess.done("detach", pid);
      assertThat(collector.requests).hasSize(1);
      assertThat(collector.counter("tombstone_removals_total", "java.util.HashMap")).isPositive();
      Leftovers.assertLoaderCollected(program.pid());
    }
  }

  private AgentProcess.Builder deletions(String... arguments) {
    String[] program = new String[arguments.length + 1];
    program[0] = Deletions.class.getName();
    System.arraycopy(arguments, 0, program, 1, arguments.length);
    return AgentProcess.in(folder).moreAgentOptions(ON).program(program);
  }
}
