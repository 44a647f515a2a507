package dev.tombstone.agent.hazards;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.closing.ClosingMain;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnclosedAfterRemovalIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PROGRAMS = "dev.tombstone.agent.programs.closing.";
  private static final String[] UNCLOSED = {
    "Evicted",
    "Removed",
    "RemovedByValue",
    "Cleared",
    "Filtered",
    "Iterated",
    "Retained",
    "Computed",
    "OfATree",
    "OfATable",
    "Concurrent",
    "EverySecond",
    "Wrapper",
    "Moved"
  };

  /** What they hold, or stand for, may have been let go of otherwise: the fact is told. */
  private static final Set<String> TOLD = Set.of("AroundInner", "AroundJdk", "Cleaned");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"UseG1GC,200", "UseG1GC,5000", "UseParallelGC,5000", "UseZGC,5000"})
  void unclosed_everyWayOut_isProvenWithItsClassAndLine(String collector, String perSecond)
      throws Exception {
    try (AgentProcess program = start(collector, "broken", perSecond, "90000").start()) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(classes(program.json("/findings"), "PROVEN"))
                      .as(program.err())
                      .containsExactlyInAnyOrder(UNCLOSED));
      for (JsonElement each : program.json("/findings").getAsJsonArray("findings")) {
        JsonObject evidence = each.getAsJsonObject().getAsJsonObject("evidence");
        assertThat(evidence.get("removal").getAsString()).contains("Unclosed.java");
        assertThat(evidence.has("advice")).isTrue();
      }
      assertThat(program.degraded()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"UseG1GC,200", "UseG1GC,5000", "UseParallelGC,5000", "UseZGC,5000"})
  void closedOrHarmless_inAllWays_nothingIsProven(String collector, String perSecond)
      throws Exception {
    JsonObject findings = right(collector, perSecond, "10000");
    assertThat(classes(findings, "PROVEN")).isEmpty();
    assertThat(TOLD).containsAll(classes(findings, "OBSERVED"));
    assertThat(classes(findings, "OBSERVED")).as("it was at work").isNotEmpty();
  }

  @Test
  void switchedOff_thenOn_nothingOfBeforeIsTold() throws Exception {
    try (AgentProcess program = start("UseG1GC", "right", "2000", "90000").start()) {
      put(program, "none");
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> program.json("/maps").toString().contains("java.util.HashMap"));
      put(program, "unclosed-after-removal");
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> !classes(program.json("/findings"), "OBSERVED").isEmpty());
      assertThat(classes(program.json("/findings"), "PROVEN")).isEmpty();
    }
  }

  private static void put(AgentProcess program, String detectors) throws Exception {
    String body = "{\"detectors\":\"" + detectors + "\"}";
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(program.uri().resolve("/settings"))
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private JsonObject right(String collector, String perSecond, String millis) throws Exception {
    Path report = folder.resolve("report.json");
    try (AgentProcess program =
        start(collector, "right", perSecond, millis)
            .moreAgentOptions("report.file=" + report)
            .start()) {
      assertThat(program.waitFor()).as(program.err()).isZero();
      assertThat(program.out()).contains("done");
    }
    return JsonParser.parseString(Files.readString(report))
        .getAsJsonObject()
        .getAsJsonObject("findings");
  }

  private AgentProcess.Builder start(
      String collector, String which, String perSecond, String millis) {
    return AgentProcess.in(folder)
        .jvm("-XX:+" + collector, "-Xmx96m")
        .moreAgentOptions("detectors=unclosed-after-removal")
        .program(ClosingMain.class.getName(), which, perSecond, millis);
  }

  /** Simple names of the classes that were found with this grade. */
  private static Set<String> classes(JsonObject findings, String grade) {
    Set<String> classes = new LinkedHashSet<>();
    for (JsonElement each : findings.getAsJsonArray("findings")) {
      JsonObject finding = each.getAsJsonObject();
      if (finding.get("grade").getAsString().equals(grade)) {
        String name = finding.getAsJsonObject("evidence").get("class").getAsString();
        assertThat(name).startsWith(PROGRAMS);
        classes.add(name.substring(name.indexOf('$') + 1));
      }
    }
    return classes;
  }
}
