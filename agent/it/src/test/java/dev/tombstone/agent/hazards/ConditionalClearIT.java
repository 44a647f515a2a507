package dev.tombstone.agent.hazards;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.misuse.CheapRemovals;
import dev.tombstone.agent.programs.misuse.DearRemovals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By the detectors that are on by default. */
class ConditionalClearIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** The kind that is found in each method. */
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("quadraticRemoveAll", "quadratic-remove-all"),
          Map.entry("quadraticRetainAll", "quadratic-remove-all"),
          Map.entry("quadraticValues", "quadratic-remove-all"),
          Map.entry("sparseMap", "sparse-clear"),
          Map.entry("sparseSet", "sparse-clear"),
          Map.entry("sparseConcurrent", "sparse-clear"),
          Map.entry("sparseIdentity", "sparse-clear"),
          Map.entry("drainedByRemoveIf", "drained"),
          Map.entry("drainedByRetainAll", "drained"),
          Map.entry("mostlyRemoved", "mostly-removed"),
          Map.entry("scanned", "expiry-scan"),
          Map.entry("scannedTree", "expiry-scan"));

  @TempDir Path folder;

  @Test
  void callsThatTakeLong_eachLine_isObservedAsItsKind() throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder).program(DearRemovals.class.getName(), "calls", "120000").start()) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(kinds(program.json("/findings")))
                      .containsExactlyInAnyOrderEntriesOf(KINDS));
      for (JsonElement each : program.json("/findings").getAsJsonArray("findings")) {
        assertTrue(each.getAsJsonObject());
      }
      assertThat(program.get("/metrics").body())
          .contains("tombstone_bulk_removal_duration_seconds_count{map=\"java.util.HashMap\"}");
      assertThat(program.degraded()).isEmpty();
    }
  }

  @Test
  void loopsThatTakeLong_withAllDetectors_areObservedAsTheirKinds() throws Exception {
    Map<String, String> loops =
        Map.of(
            "drainedByLoop", "drained",
            "mostlyRemovedByLoop", "mostly-removed",
            "scannedByLoop", "expiry-scan");
    try (AgentProcess program =
        AgentProcess.in(folder)
            .moreAgentOptions("detectors=all")
            .program(DearRemovals.class.getName(), "loops", "120000")
            .start()) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(kinds(program.json("/findings")))
                      .containsExactlyInAnyOrderEntriesOf(loops));
      for (JsonElement each : program.json("/findings").getAsJsonArray("findings")) {
        assertTrue(each.getAsJsonObject());
      }
      assertThat(program.degraded()).isEmpty();
    }
  }

  @Test
  void callsThatDoWhatTheyHaveTo_nothingIsFound() throws Exception {
    Path report = folder.resolve("report.json");
    try (AgentProcess program =
        AgentProcess.in(folder)
            .moreAgentOptions("detectors=all,report.file=" + report)
            .program(CheapRemovals.class.getName(), "8000")
            .start()) {
      assertThat(program.waitFor()).as(program.err()).isZero();
    }
    JsonObject all = JsonParser.parseString(Files.readString(report)).getAsJsonObject();
    assertThat(kinds(all.getAsJsonObject("findings"))).isEmpty();
  }

  /** What the program knows of its own calls. */
  private static void assertTrue(JsonObject finding) {
    JsonObject evidence = finding.getAsJsonObject("evidence");
    String text = finding.toString();
    assertThat(finding.get("grade").getAsString()).isEqualTo("OBSERVED");
    switch (evidence.get("kind").getAsString()) {
      case "quadratic-remove-all" -> {
        assertThat(evidence.get("visited").getAsInt()).as(text).isEqualTo(2_000);
        assertThat(evidence.get("argumentSize").getAsInt()).as(text).isEqualTo(2_001);
        int kept = evidence.get("call").getAsString().equals("retainAll") ? 1 : 1_999;
        assertThat(evidence.get("removed").getAsInt()).as(text).isEqualTo(2_000 - kept);
      }
      case "sparse-clear" -> {
        assertThat(evidence.get("entriesBefore").getAsInt()).as(text).isBetween(0, 2);
        assertThat(evidence.get("capacity").getAsInt()).as(text).isGreaterThanOrEqualTo(1 << 19);
      }
      case "drained" ->
          assertThat(evidence.get("removed").getAsInt()).as(text).isEqualTo(many(evidence));
      case "mostly-removed" ->
          assertThat(evidence.get("removed").getAsInt())
              .as(text)
              .isEqualTo(many(evidence) / 20 * 19);
      default ->
          assertThat(evidence.get("removed").getAsInt())
              .as(text)
              .isEqualTo(evidence.get("call").getAsString().equals("loop") ? 1 : 0);
    }
  }

  private static int many(JsonObject evidence) {
    return evidence.get("call").getAsString().equals("loop") ? 100_000 : 20_000;
  }

  /** Methods of the program that findings of this hazard name, with their kinds. */
  private static Map<String, String> kinds(JsonObject answer) {
    Map<String, String> kinds = new TreeMap<>();
    for (JsonElement each : answer.getAsJsonArray("findings")) {
      JsonObject finding = each.getAsJsonObject();
      String hazard = finding.get("hazard").getAsString();
      String stack =
          finding.getAsJsonArray("threads").get(0).getAsJsonObject().get("stack").toString();
      String method = stack.replaceFirst(".*?Removals\\.([A-Za-z]+)\\(.*", "$1");
      kinds.put(
          hazard.equals("conditional-clear") ? method : hazard + " in " + stack,
          hazard.equals("conditional-clear")
              ? finding.getAsJsonObject("evidence").get("kind").getAsString()
              : finding.get("summary").getAsString());
    }
    return kinds;
  }
}
