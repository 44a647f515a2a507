package dev.tombstone.agent.hazards;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.misuse.RecursiveUpdates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By the detectors that are on by default. */
class RecursiveRemovalIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String MAP = "java.util.concurrent.ConcurrentHashMap";

  @TempDir Path folder;

  @Test
  void removalsInsideTheirOwnCompute_areProvenWithBothLinesAndCounted() throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder)
            .program(RecursiveUpdates.class.getName(), "broken", "60000")
            .start()) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                List<JsonObject> all = findings(program.json("/findings"));
                assertThat(all)
                    .anyMatch(finding -> isFound(finding, "request$", "retrieve("))
                    .anyMatch(finding -> isFound(finding, "count$", "count("));
                assertThat(all)
                    .allMatch(finding -> finding.get("grade").getAsString().equals("PROVEN"));
              });
      assertThat(failed(program.json("/maps"), "remove")).isPositive();
      assertThat(failed(program.json("/maps"), "remove_value")).isPositive();
      assertThat(failed(program.json("/maps"), "compute")).isPositive();
      assertThat(program.degraded()).isEmpty();
    }
  }

  @Test
  void otherRemovals_insideComputeAndNot_nothingIsFound() throws Exception {
    Path report = folder.resolve("report.json");
    try (AgentProcess program =
        AgentProcess.in(folder)
            .moreAgentOptions("report.file=" + report)
            .program(RecursiveUpdates.class.getName(), "right", "3000")
            .start()) {
      assertThat(program.waitFor()).as(program.err()).isZero();
    }
    JsonObject all = JsonParser.parseString(Files.readString(report)).getAsJsonObject();
    assertThat(findings(all.getAsJsonObject("findings"))).isEmpty();
    assertThat(failed(all.getAsJsonObject("maps"), "remove")).isPositive();
    assertThat(failed(all.getAsJsonObject("maps"), "compute")).isZero();
  }

  private static boolean isFound(JsonObject finding, String removal, String computing) {
    JsonObject evidence = finding.getAsJsonObject("evidence");
    return finding.get("hazard").getAsString().equals("blocked-removal")
        && finding.get("map").getAsString().equals(MAP)
        && evidence.get("kind").getAsString().equals("recursive")
        && evidence.get("removal").getAsString().contains(removal)
        && evidence.getAsJsonArray("computing").toString().contains(computing)
        && finding.get("summary").getAsString().contains(computing);
  }

  private static List<JsonObject> findings(JsonObject answer) {
    List<JsonObject> all = new ArrayList<>();
    for (JsonElement each : answer.getAsJsonArray("findings")) {
      all.add(each.getAsJsonObject());
    }
    return all;
  }

  private static long failed(JsonObject maps, String operation) {
    for (JsonElement each : maps.getAsJsonArray("maps")) {
      JsonObject map = each.getAsJsonObject();
      JsonObject counts = map.getAsJsonObject("ops").getAsJsonObject(operation);
      if (map.get("map").getAsString().equals(MAP) && counts != null) {
        return counts.get("failed").getAsLong();
      }
    }
    return 0;
  }
}
