package dev.tombstone.agent.hazards;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.misuse.BrokenMisses;
import dev.tombstone.agent.programs.misuse.HonestMisses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void brokenMisses_whileRunning_areFoundWithTheirLines() throws Exception {
    try (AgentProcess program = start(BrokenMisses.class, "sample.ratio=1", port(), "60000")) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                List<JsonObject> all = findings(program);
                assertFound(all, "never-hits", "PROVEN", "java.util.HashMap", "removeByInteger");
                assertFound(all, "never-hits", "PROVEN", "java.util.HashMap", "removeNumber");
                assertFound(all, "never-hits", "PROVEN", "java.util.EnumMap", "removeByText");
                String concurrent = "java.util.concurrent.ConcurrentHashMap";
                assertFound(all, "never-hits", "PROVEN", concurrent, "removeByBuilder");
                assertFound(all, "never-hits", "PROVEN", concurrent, "removeMapping");
                assertFound(all, "never-hits", "OBSERVED", "java.util.HashMap", "removeByValue");
                assertFound(all, "never-hits", "OBSERVED", "java.util.HashMap", "removeAnything");
                assertFound(all, "mutated-key", "PROVEN", "java.util.HashMap", "changed");
                assertFound(all, "mutated-key", "PROVEN", "java.util.HashMap", "changedElement");
                assertFound(
                    all, "mutated-key", "PROVEN", "java.util.LinkedHashMap", "changedLinked");
                assertFound(all, "mutated-key", "PROVEN", "java.util.WeakHashMap", "changedWeak");
                assertFound(all, "mutated-key", "PROVEN", "java.util.Hashtable", "changedTable");
                assertFound(all, "mutated-key", "PROVEN", concurrent, "changedConcurrent");
                assertFound(all, "mutated-key", "OBSERVED", "java.util.TreeMap", "changedSorted");
              });
      assertThat(findings(program))
          .as("a map of any objects")
          .noneMatch(
              finding ->
                  finding.toString().contains("removeAnything")
                      && finding.get("grade").getAsString().equals("PROVEN"));
      assertThat(program.degraded()).isEmpty();
    }
  }

  @Test
  void siteThatNeverHits_busyMap_isObservedWithTimeAndGrowth() throws Exception {
    try (AgentProcess program = start(BrokenMisses.class, "sample.ratio=1", port(), "60000")) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(findings(program))
                      .anySatisfy(
                          finding -> {
                            JsonObject evidence = finding.getAsJsonObject("evidence");
                            assertThat(finding.toString()).contains("removeAbsent(");
                            assertThat(evidence.has("secondsSpent")).isTrue();
                            assertThat(evidence.get("calls").getAsLong())
                                .isGreaterThanOrEqualTo(1_000);
                            assertThat(evidence.get("entriesInTheMap").getAsLong()).isPositive();
                          }));
    }
  }

  @Test
  void honestMisses_everyStyle_nothingIsProvenAndNoKeyWasChanged() throws Exception {
    try (AgentProcess program =
        start(HonestMisses.class, "sample.ratio=1", port(), folder.resolve("never").toString())) {
      program.awaitOut("all styles done");
      assertThat(program.isAlive()).isTrue();
      assertThat(findings(program))
          .allSatisfy(
              finding -> {
                assertThat(finding.get("grade").getAsString()).isEqualTo("OBSERVED");
                assertThat(
                        finding.get("hazard").getAsString().equals("never-hits")
                            || finding.toString().contains("renumberedByAnotherThread"))
                    .as("%s", finding)
                    .isTrue();
              });
    }
  }

  @Test
  void detectorsOff_brokenMisses_noFinding() throws Exception {
    try (AgentProcess program =
        start(BrokenMisses.class, "detectors=concurrent-removal", port(), "60000")) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> program.get("/maps").body().contains("java.util.EnumMap"));
      assertThat(findings(program)).isEmpty();
    }
  }

  private AgentProcess start(Class<?> program, String option, String... arguments)
      throws Exception {
    String[] all = new String[arguments.length + 1];
    all[0] = program.getName();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return AgentProcess.in(folder).moreAgentOptions(option).program(all).start();
  }

  private String port() {
    return folder.resolve("port").toString();
  }

  private static void assertFound(
      List<JsonObject> all, String hazard, String grade, String map, String method) {
    assertThat(all)
        .as("%s %s in %s of %s", grade, hazard, method, map)
        .anySatisfy(
            finding -> {
              assertThat(finding.get("hazard").getAsString()).isEqualTo(hazard);
              assertThat(finding.get("grade").getAsString()).isEqualTo(grade);
              assertThat(finding.get("map").getAsString()).isEqualTo(map);
              assertThat(finding.getAsJsonArray("threads").toString())
                  .contains("BrokenMisses." + method + "(BrokenMisses.java:");
            });
  }

  private static List<JsonObject> findings(AgentProcess program) throws Exception {
    List<JsonObject> all = new ArrayList<>();
    for (JsonElement finding : program.json("/findings").getAsJsonArray("findings")) {
      all.add(finding.getAsJsonObject());
    }
    return all;
  }
}
