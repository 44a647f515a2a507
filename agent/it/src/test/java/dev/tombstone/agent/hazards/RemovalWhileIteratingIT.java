package dev.tombstone.agent.hazards;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.misuse.BrokenLoops;
import dev.tombstone.agent.programs.misuse.CorrectLoops;
import dev.tombstone.agent.programs.misuse.EmptiedEntries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemovalWhileIteratingIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"detectors=all", "detectors=removal-while-iterating"})
  void brokenLoops_eachIsFoundOnceRun(String detectors) throws Exception {
    try (AgentProcess program = start(BrokenLoops.class, detectors)) {
      program.awaitOut("all loops done");
      assertThat(program.out()).contains("skipped one of 3");
      List<JsonObject> all = findings(program);
      assertProven(all, "java.util.HashMap", "keysLoop");
      assertProven(all, "java.util.LinkedHashMap", "valuesLoop");
      assertProven(all, "java.util.TreeMap", "entriesLoop");
      assertProven(all, "java.util.TreeMap", "subMapLoop");
      assertProven(all, "java.util.TreeMap", "descendingLoop");
      assertProven(all, "java.util.WeakHashMap", "weakLoop");
      assertProven(all, "java.util.IdentityHashMap", "identityLoop");
      assertProven(all, "java.util.Hashtable", "hashtableLoop");
      assertProven(all, "java.util.HashMap", "mapForEach");
      assertProven(all, "java.util.LinkedHashMap", "keysForEach");
      assertProven(all, "java.util.TreeMap", "replaceAllLoop");
      assertProven(all, "java.util.HashMap", "streamLoop");
      assertProven(all, "java.util.HashMap", "streamFirst");
      assertProven(all, "java.util.HashMap", "setLoop");
      assertProven(all, "java.util.LinkedHashMap", "linkedSetLoop");
      assertProven(all, "java.util.TreeMap", "sortedSetLoop");
      assertProven(all, "java.util.HashMap", "nestedLoop");
      assertProven(all, "java.util.HashMap", "twoIterators");
      assertProven(all, "java.util.HashMap", "clearLoop");
      assertFound(
          all, "java.util.HashMap", "otherThreadLoop", "OBSERVED", "another thread removed");
      assertFound(all, "java.util.HashMap", "putLoop", "OBSERVED", "no removal is known");
      assertFound(all, "java.util.HashMap", "luckyLoop", "OBSERVED", "with all entries visited");
      assertFound(
          all, "java.util.IdentityHashMap", "skippingLoop", "PROVEN", "and skipped 1 entry");
      assertFound(
          all, "java.util.Hashtable", "enumerationLoop", "OBSERVED", "with all entries visited");
      assertThat(all)
          .as("with the line that removed")
          .anySatisfy(
              finding ->
                  assertThat(finding.getAsJsonArray("threads"))
                      .hasSize(2)
                      .allSatisfy(
                          thread -> assertThat(thread.toString()).contains("BrokenLoops.")));
      assertThat(program.err()).contains("removal-while-iterating PROVEN");
    }
  }

  /** Until a loop has failed twice nothing is woven but what a failing loop comes to. */
  @Test
  void failingLoop_inDefaultSettings_isProvenWithBothLinesWithinSeconds() throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder).program(EmptiedEntries.class.getName(), "600").start()) {
      assertThat(program.json("/report").getAsJsonObject("meta").toString())
          .contains("removal-while-iterating:failed");
      program.send("go");
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () -> {
                assertProvenWithBothLines(onlyOne(program, "java.util.HashMap"));
                assertProvenWithBothLines(onlyOne(program, "java.util.LinkedHashMap"));
                JsonObject insertion = onlyOne(program, "java.util.TreeMap");
                assertThat(insertion.get("grade").getAsString()).isEqualTo("OBSERVED");
                assertThat(insertion.get("summary").getAsString())
                    .contains("no removal is known to be among the changes");
                JsonObject elsewhere = onlyOne(program, "java.util.Hashtable");
                assertThat(elsewhere.get("grade").getAsString()).isEqualTo("OBSERVED");
                assertThat(elsewhere.get("summary").getAsString())
                    .contains("another thread removed from it meanwhile");
                assertThat(elsewhere.getAsJsonArray("threads").get(1).toString())
                    .contains("\"expiry\"", "EmptiedEntries.expire(");
              });
      assertThat(findings(program)).hasSize(4);
      long count = onlyOne(program, "java.util.HashMap").get("count").getAsLong();
      assertThat(count).isGreaterThan(2);
      assertThat(program.degraded()).isEmpty();
      List<String> lines = program.err().lines().toList();
      assertThat(lines)
          .filteredOn(line -> line.contains("OBSERVED: a loop over a java.util.HashMap "))
          .singleElement()
          .asString()
          .contains("by whom is not known", "EmptiedEntries.dropEmpty(");
      assertThat(lines)
          .filteredOn(line -> line.contains("PROVEN: a loop over a java.util.HashMap "))
          .hasSizeBetween(1, 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"detectors=all", "detectors=default"})
  void correctLoops_everyStyle_noFinding(String detectors) throws Exception {
    try (AgentProcess program = start(CorrectLoops.class, detectors)) {
      program.awaitOut("all styles done");
      // One line only ever misses, and that is what is said of it.
      assertThat(findings(program))
          .allSatisfy(
              finding -> {
                assertThat(finding.get("hazard").getAsString()).isEqualTo("never-hits");
                assertThat(finding.get("grade").getAsString()).isEqualTo("OBSERVED");
                assertThat(finding.get("threads").toString())
                    .contains("CorrectLoops.removeAbsentInside(");
              });
      assertThat(program.degraded()).isEmpty();
    }
  }

  private AgentProcess start(Class<?> program, String options) throws Exception {
    return AgentProcess.in(folder)
        .moreAgentOptions(options)
        .program(
            program.getName(),
            folder.resolve("port").toString(),
            folder.resolve("never").toString())
        .start();
  }

  private static void assertProvenWithBothLines(JsonObject loop) {
    assertThat(loop.get("grade").getAsString()).as("%s", loop).isEqualTo("PROVEN");
    JsonArray threads = loop.getAsJsonArray("threads");
    assertThat(threads).as("%s", loop).hasSize(2);
    List<String> lines = new ArrayList<>();
    for (JsonElement thread : threads) {
      assertThat(thread.getAsJsonObject().get("name").getAsString()).isEqualTo("application");
      for (JsonElement frame : thread.getAsJsonObject().getAsJsonArray("stack")) {
        if (frame.getAsString().contains("EmptiedEntries.dropEmpty(")) {
          lines.add(frame.getAsString());
        }
      }
    }
    assertThat(lines).as("the loop's and the removal's").hasSize(2).doesNotHaveDuplicates();
  }

  private static JsonObject onlyOne(AgentProcess program, String map) throws Exception {
    List<JsonObject> all = findings(program);
    all.removeIf(finding -> !finding.get("map").getAsString().equals(map));
    assertThat(all).as(map).hasSize(1);
    assertThat(all.get(0).get("hazard").getAsString()).isEqualTo("removal-while-iterating");
    return all.get(0);
  }

  private static void assertProven(List<JsonObject> findings, String map, String method) {
    assertFound(findings, map, method, "PROVEN", "its own thread removed from the map");
  }

  private static void assertFound(
      List<JsonObject> findings, String map, String method, String grade, String summary) {
    assertThat(findings)
        .as("%s in %s", map, method)
        .anySatisfy(
            finding -> {
              assertThat(finding.get("hazard").getAsString()).isEqualTo("removal-while-iterating");
              assertThat(finding.get("map").getAsString()).isEqualTo(map);
              assertThat(finding.get("grade").getAsString()).isEqualTo(grade);
              assertThat(finding.get("summary").getAsString()).contains(summary);
              assertThat(finding.getAsJsonArray("threads").get(0).toString())
                  .contains("BrokenLoops." + method + "(BrokenLoops.java:");
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
