package dev.tombstone.agent.startup;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.Deletions;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsIT {
  private static final String REGISTRY = Deletions.Registry.class.getName();

  @TempDir Path folder;
  private AgentProcess program;

  @BeforeEach
  void startProgram() throws Exception {
    program = AgentProcess.in(folder).program(Deletions.class.getName(), "1000", "60000").start();
    program.awaitOut("hidden org.slf4j");
  }

  @AfterEach
  void endProgram() {
    program.close();
  }

  @Test
  void endpoints_afterDeletions_agreeWithEachOther() throws Exception {
    assertThat(program.json("/maps").toString())
        .contains("{\"map\":\"" + REGISTRY + "\",\"removed\":1000,\"missed\":1");
    JsonObject keys = program.json("/hotkeys?window=5m&k=3&op=remove&map=" + REGISTRY);
    assertThat(keys.get("deletions").getAsLong()).isEqualTo(1_001);
    assertThat(keys.getAsJsonArray("keys")).hasSize(3);
    assertThat(program.json("/sites?k=5").toString()).contains("Deletions.deleteOne");
    assertThat(program.json("/coverage").toString())
        .contains("\"map\":\"" + REGISTRY + "\",\"status\":\"instrumented\"")
        .contains("java.util.EnumMap")
        .doesNotContain("\"partial\"");
    assertThat(program.json("/healthz").toString())
        .isEqualTo("{\"status\":\"up\",\"degraded\":[]}");
    assertThat(program.get("/metrics").body())
        .contains("tombstone_removals_total{map=\"" + REGISTRY + "\",op=\"remove\"} 1000.0")
        .contains("tombstone_removal_misses_total{map=\"" + REGISTRY + "\",op=\"remove\"} 1.0")
        .contains("tombstone_removal_failures_total{map=\"" + REGISTRY + "\",op=\"remove\"} 0.0")
        .contains("tombstone_agent_errors_total{kind=\"recording\"} 0.0");
    assertThat(program.get("/hotkeys/sketch?window=5m").body())
        .startsWith("TMBS")
        .contains("key 3");
    JsonObject report = program.json("/report");
    assertThat(report.get("maps").toString()).contains(REGISTRY);
    assertThat(program.get("/").body()).contains("/page/main.js");
    assertThat(program.json("/agent").get("uptimeSeconds").getAsDouble()).isPositive();
  }

  @Test
  void settings_disabledAndEnabled_countingStopsAndGoesOn() throws Exception {
    assertThat(put("{\"enabled\":false}").body()).contains("\"enabled\":false");
    assertThat(program.get("/metrics").body()).contains("tombstone_sample_ratio 0.0");
    assertThat(put("{\"enabled\":true,\"sample.ratio\":\"1/4\"}").body())
        .contains("\"sampleRatio\":\"1/4\"");
    assertThat(program.get("/metrics").body()).contains("tombstone_sample_ratio 0.25");
    HttpResponse<String> bad = put("{\"enabled\":\"perhaps\",\"color\":\"red\"}");
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(bad.body()).contains("perhaps", "color");
  }

  @Test
  void termination_whileServing_jvmExitsAtOnce() throws Exception {
    program.get("/maps");
    program.terminate();
    assertThat(program.waitFor()).isEqualTo(143);
  }

  private HttpResponse<String> put(String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(program.uri().resolve("/settings"))
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
