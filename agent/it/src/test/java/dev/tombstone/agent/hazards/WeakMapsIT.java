package dev.tombstone.agent.hazards;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.retained.LeakingWeakMaps;
import dev.tombstone.agent.programs.retained.RightWeakMaps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By the detectors that are on by default. */
class WeakMapsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String RIGHT_MILLIS = "20000";

  @TempDir Path folder;

  @Test
  void valuesThatReferToTheirKeys_everyWay_areObservedWithTheField() throws Exception {
    try (AgentProcess first = leaking("-XX:+UseG1GC");
        AgentProcess second = leaking("-XX:+UseParallelGC");
        AgentProcess third = leaking("-XX:+UseZGC")) {
      for (AgentProcess program : List.of(first, second, third)) {
        assertEachIsFound(program);
      }
    }
  }

  private AgentProcess leaking(String collector) throws Exception {
    return AgentProcess.in(Files.createDirectory(folder.resolve(collector.substring(5))))
        .jvm(collector)
        .program(LeakingWeakMaps.class.getName(), "100", "180000")
        .start();
  }

  private static void assertEachIsFound(AgentProcess program) throws Exception {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              List<JsonObject> all = findings(program);
              assertFound(all, "direct(", "Parser.key");
              assertFound(all, "nested(", "Job.parser.key");
              assertFound(all, "itself(", "");
              assertFound(all, "inner(", "Key$Cursor.this$0");
              assertFound(all, "lambda(", "LeakingWeakMaps$$Lambda.arg$1");
              assertFound(all, "anonymous(", ".val$key");
              assertFound(all, "listed(", "List12.e0");
              assertFound(all, "mapped(", "java.util.HashMap.table[");
              assertFound(all, "inherited(", "$Parser.key");
              assertFound(all, "ofRecord(", "Pair.object");
              assertFound(all, "atomic(", "AtomicReference.value");
              assertFound(all, "array(", "java.lang.Object[] [1]");
              assertFound(all, "text(", "Pair.object");
              assertFound(all, "subclass(", "Parser.key");
            });
    assertThat(findings(program)).allMatch(WeakMapsIT::isObserved).hasSize(14);
    assertThat(program.degraded()).isEmpty();
  }

  @Test
  void slowService_twentyASecond_isFoundWithinItsFirstHalfMinute() throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder).program(LeakingWeakMaps.class.getName(), "20", "60000").start()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(() -> assertFound(findings(program), "direct(", "Parser.key"));
    }
  }

  @Test
  void rightMaps_everyStyle_nothingIsFound() throws Exception {
    try (AgentProcess first = right("-XX:+UseG1GC", "-Xmx64m");
        AgentProcess second = right("-XX:+UseG1GC");
        AgentProcess third = right("-XX:+UseParallelGC");
        AgentProcess fourth = right("-XX:+UseZGC")) {
      List<AgentProcess> programs = List.of(first, second, third, fourth);
      while (areSilent(programs) > 0) {
        Thread.sleep(500);
      }
      for (AgentProcess program : programs) {
        assertThat(program.waitFor()).as(program.err()).isZero();
        assertThat(program.err()).doesNotContain("retained-after-removal");
      }
    }
  }

  private AgentProcess right(String... options) throws Exception {
    return AgentProcess.in(Files.createTempDirectory(folder, "right"))
        .jvm(options)
        .program(RightWeakMaps.class.getName(), "200", RIGHT_MILLIS)
        .start();
  }

  /** Looks at those that still run, and says how many they are. */
  private static int areSilent(List<AgentProcess> programs) throws Exception {
    int running = 0;
    for (AgentProcess program : programs) {
      if (program.isAlive() && !program.out().contains("done")) {
        assertThat(findings(program)).isEmpty();
        running++;
      }
    }
    return running;
  }

  private static boolean isObserved(JsonObject finding) {
    return finding.get("hazard").getAsString().equals("retained-after-removal")
        && finding.get("grade").getAsString().equals("OBSERVED");
  }

  private static void assertFound(List<JsonObject> all, String line, String field) {
    assertThat(all)
        .as(line)
        .anySatisfy(
            finding -> {
              JsonObject evidence = finding.getAsJsonObject("evidence");
              assertThat(isObserved(finding)).isTrue();
              assertThat(finding.getAsJsonArray("threads").toString()).contains(line);
              assertThat(evidence.get("insertion").getAsString())
                  .contains("LeakingWeakMaps." + line);
              assertThat(evidence.get("field").getAsString()).contains(field);
              assertThat(evidence.get("leftAtMost").getAsInt()).isZero();
              assertThat(finding.get("summary").getAsString()).contains("none left");
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
