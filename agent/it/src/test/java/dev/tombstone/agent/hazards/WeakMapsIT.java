package dev.tombstone.agent.hazards;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.retained.LeakingWeakMaps;
import dev.tombstone.agent.programs.retained.RightWeakMaps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By the detectors that are on by default. */
class WeakMapsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String RIGHT_MILLIS = "30000";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseParallelGC", "-XX:+UseZGC"})
  void valuesThatReferToTheirKeys_everyWay_areObservedWithTheField(String collector)
      throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder)
            .jvm(collector)
            .program(LeakingWeakMaps.class.getName(), "100", "180000")
            .start()) {
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

  @ParameterizedTest
  @ValueSource(
      strings = {"-XX:+UseG1GC -Xmx64m", "-XX:+UseG1GC", "-XX:+UseParallelGC", "-XX:+UseZGC"})
  void rightMaps_everyStyle_nothingIsFound(String options) throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder)
            .jvm(options.split(" "))
            .program(RightWeakMaps.class.getName(), "200", RIGHT_MILLIS)
            .start()) {
      while (program.isAlive() && !program.out().contains("done")) {
        assertThat(findings(program)).isEmpty();
        Thread.sleep(500);
      }
      assertThat(program.waitFor()).as(program.err()).isZero();
      assertThat(program.err()).doesNotContain("retained-after-removal");
    }
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
