package dev.tombstone.agent.hazards;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.retained.RemovedValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovedValuesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String ON = "detectors=retained-after-removal";

  @TempDir Path folder;

  @Test
  void valuesThatStay_everyWayOfRemoval_areObservedWithTheirLine() throws Exception {
    try (AgentProcess first = broken("-XX:+UseG1GC");
        AgentProcess second = broken("-XX:+UseParallelGC");
        AgentProcess third = broken("-XX:+UseSerialGC");
        AgentProcess fourth = broken("-XX:+UseZGC")) {
      for (AgentProcess program : List.of(first, second, third, fourth)) {
        assertEachIsFound(program);
      }
    }
  }

  private AgentProcess broken(String collector) throws Exception {
    return AgentProcess.in(Files.createDirectory(folder.resolve(collector.substring(5))))
        .jvm(collector, "-Xmx256m")
        .moreAgentOptions(ON)
        .program(RemovedValues.class.getName(), "broken", "50", "180000")
        .start();
  }

  private static void assertEachIsFound(AgentProcess program) throws Exception {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              List<JsonObject> all = findings(program);
              assertFound(all, "java.util.HashMap", "remove", "removed(");
              assertFound(
                  all, "java.util.concurrent.ConcurrentHashMap", "remove", "removedConcurrently(");
              assertFound(
                  all, "java.util.concurrent.ConcurrentSkipListMap", "remove", "removedSorted(");
              assertFound(
                  all, "java.util.concurrent.ConcurrentHashMap", "remove_value", "removedMapping(");
              assertFound(all, "java.util.HashMap", "iterator", "removedInLoop(");
              assertFound(all, "java.util.concurrent.ConcurrentHashMap", "remove_if", "filtered(");
              assertFound(all, RemovedValues.class.getName() + "$1", "evict", "evicted(");
              assertFound(all, "java.util.HashMap", "remove", "moved(");
            });
    assertThat(findings(program)).noneMatch(each -> each.toString().contains("leak"));
    assertThat(program.degraded()).isEmpty();
  }

  @Test
  void valuesThatAreLetGo_everyStyle_nothingIsFound() throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder)
            .moreAgentOptions(ON)
            .program(RemovedValues.class.getName(), "right", "100", "25000")
            .start()) {
      while (program.isAlive() && !program.out().contains("done")) {
        assertThat(findings(program)).isEmpty();
        Thread.sleep(500);
      }
      assertThat(program.waitFor()).as(program.err()).isZero();
      assertThat(program.err()).doesNotContain("retained-after-removal");
    }
  }

  private static void assertFound(List<JsonObject> all, String map, String operation, String line) {
    assertThat(all)
        .as(line)
        .anySatisfy(
            finding -> {
              JsonObject evidence = finding.getAsJsonObject("evidence");
              assertThat(finding.get("hazard").getAsString()).isEqualTo("retained-after-removal");
              assertThat(finding.get("grade").getAsString()).isEqualTo("OBSERVED");
              assertThat(finding.get("map").getAsString()).isEqualTo(map);
              assertThat(evidence.get("kind").getAsString()).isEqualTo("removed-value");
              assertThat(evidence.get("operation").getAsString()).isEqualTo(operation);
              assertThat(evidence.get("removal").getAsString()).contains("RemovedValues." + line);
              assertThat(evidence.get("stillInMemory").getAsInt()).isGreaterThanOrEqualTo(8);
            });
  }

  private static List<JsonObject> findings(AgentProcess program) throws Exception {
    List<JsonObject> all = new ArrayList<>();
    for (JsonElement each : program.json("/findings").getAsJsonArray("findings")) {
      all.add(each.getAsJsonObject());
    }
    return all;
  }
}
