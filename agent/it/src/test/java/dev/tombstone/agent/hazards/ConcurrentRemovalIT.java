package dev.tombstone.agent.hazards;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.races.BrokenMaps;
import dev.tombstone.agent.programs.races.CorrectMaps;
import dev.tombstone.agent.programs.races.LateRace;
import dev.tombstone.agent.programs.races.PassingInside;
import dev.tombstone.agent.programs.races.RareRace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("alone")
class ConcurrentRemovalIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void brokenMaps_whileRunning_areProvenWithBothPlaces() throws Exception {
    try (AgentProcess program = start(BrokenMaps.class, port(), "30000")) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                List<JsonObject> proven = proven(program.json("/findings"));
                assertFound(proven, "java.util.HashMap", "putAndRemove(");
                assertFound(proven, "java.util.HashMap", "addAndRemove(");
                assertFound(proven, "java.util.LinkedHashMap", "getUnderReadLock(");
                assertFound(proven, "java.util.HashMap", "putAndRemoveByIterator(");
                assertFound(proven, "java.util.TreeMap", "putAndRemoveSorted(");
              });
      assertThat(program.get("/metrics").body())
          .containsPattern(
              "tombstone_findings_total\\{[^}]*hazard=\"concurrent-removal\"[^}]*} [1-9]");
      assertThat(proven(program.json("/report").getAsJsonObject("findings"))).isNotEmpty();
      assertThat(program.err().lines().filter(line -> line.contains("concurrent-removal PROVEN")))
          .isNotEmpty()
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void rareRace_withStalls_isProven() throws Exception {
    try (AgentProcess program = start(",detect.stall=true", RareRace.class, port(), "60000")) {
      awaitProven(program, "RareRace.login(", "RareRace.expire(");
    }
  }

  @Test
  void raceThatBeginsLate_whileTheWatchRests_isProven() throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder).program(LateRace.class.getName(), port(), "90000").start()) {
      awaitProven(program, "LateRace.hot(", "LateRace.late(");
      // An operation that cannot be counted is no error of the application's: only this tells.
      assertThat(program.get("/healthz").body()).doesNotContain("errors of the agent's own");
    }
  }

  @Test
  void correctMaps_everyStyleAndHeldBack_noFinding() throws Exception {
    Path go = folder.resolve("go");
    try (AgentProcess program =
        start(",detect.stall=true", CorrectMaps.class, port(), go.toString())) {
      program.awaitOut("all styles done");
      // One line only ever misses, and that is what is said of it.
      assertThat(findings(program.json("/findings")))
          .allSatisfy(
              finding -> {
                assertThat(finding.get("hazard").getAsString()).isEqualTo("never-hits");
                assertThat(finding.get("grade").getAsString()).isEqualTo("OBSERVED");
                assertThat(finding.get("threads").toString()).contains("HarmlessOverlaps.miss(");
              });
      Files.createFile(go);
      Awaitility.await().atMost(PATIENCE).until(() -> !proven(program.json("/findings")).isEmpty());
    }
  }

  @Test
  void mapsPassedOnInsideAnOperation_nothingIsProven() throws Exception {
    try (AgentProcess program =
        start(PassingInside.class, port(), folder.resolve("never").toString())) {
      program.awaitOut("all styles done");
      List<JsonObject> all = findings(program.json("/findings"));
      assertThat(all).isNotEmpty();
      assertThat(proven(program.json("/findings"))).isEmpty();
      assertThat(all)
          .allSatisfy(
              finding ->
                  assertThat(finding.get("summary").getAsString()).contains("unless code of"));
    }
  }

  @Test
  void detectorOff_brokenMaps_noFinding() throws Exception {
    Path report = folder.resolve("report.json");
    try (AgentProcess program =
        AgentProcess.in(folder)
            .moreAgentOptions("detectors=none,report.interval=1s,report.file=" + report)
            .program(BrokenMaps.class.getName(), port(), "3000")
            .start()) {
      Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(report));
      assertThat(program.waitFor()).isZero();
      JsonObject last = JsonParser.parseString(Files.readString(report)).getAsJsonObject();
      assertThat(findings(last.getAsJsonObject("findings"))).isEmpty();
      assertThat(last.get("maps").toString()).contains("java.util.HashMap");
    }
  }

  private AgentProcess start(Class<?> program, String... arguments) throws Exception {
    return start("", program, arguments);
  }

  private AgentProcess start(String options, Class<?> program, String... arguments)
      throws Exception {
    String[] all = new String[arguments.length + 1];
    all[0] = program.getName();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return AgentProcess.in(folder)
        .moreAgentOptions("detectors=all,detect.maps.ratio=1" + options)
        .program(all)
        .start();
  }

  /** The programs wait for it: it is written when the detectors are on. */
  private String port() {
    return folder.resolve("port").toString();
  }

  private static void awaitProven(AgentProcess program, String... places) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(proven(program.json("/findings")))
                    .anySatisfy(
                        finding -> assertThat(finding.get("threads").toString()).contains(places)));
  }

  private static void assertFound(List<JsonObject> proven, String map, String method) {
    assertThat(proven)
        .as("%s in %s", map, method)
        .anySatisfy(
            finding -> {
              assertThat(finding.get("hazard").getAsString()).isEqualTo("concurrent-removal");
              assertThat(finding.get("map").getAsString()).isEqualTo(map);
              assertThat(finding.getAsJsonArray("threads"))
                  .hasSize(2)
                  .allSatisfy(
                      thread ->
                          assertThat(thread.getAsJsonObject().get("stack").toString())
                              .contains("BrokenMaps." + method + "BrokenMaps.java:"));
            });
  }

  private static List<JsonObject> proven(JsonObject findings) {
    return findings(findings).stream()
        .filter(finding -> finding.get("grade").getAsString().equals("PROVEN"))
        .toList();
  }

  private static List<JsonObject> findings(JsonObject findings) {
    List<JsonObject> all = new ArrayList<>();
    for (JsonElement finding : findings.getAsJsonArray("findings")) {
      all.add(finding.getAsJsonObject());
    }
    return all;
  }
}
