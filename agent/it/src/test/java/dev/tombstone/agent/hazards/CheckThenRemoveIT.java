package dev.tombstone.agent.hazards;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.misuse.ExpiringPools;
import java.nio.file.Files;
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
class CheckThenRemoveIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String POOL = ExpiringPools.class.getName() + ".pool";

  @TempDir Path folder;

  @Test
  void linesThatDecideByAValueAndRemoveByKey_areEachObserved() throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder).program(ExpiringPools.class.getName(), "broken", "60000").start()) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                List<JsonObject> all = findings(program.json("/findings"));
                assertThat(all)
                    .anyMatch(each -> isFound(each, ".byEntry(", POOL, "(each.getKey(), conn"))
                    .anyMatch(each -> isFound(each, ".byElement(", POOL, "(key, value)"))
                    .anyMatch(each -> isFound(each, "$byFunction$", POOL, "(key, connection)"))
                    .anyMatch(each -> isFound(each, "Cleaner.clean(", POOL, "(key, connection)"))
                    .anyMatch(each -> isFound(each, ".countDown(", "counts", "(id, count)"))
                    .hasSize(5);
              });
      assertThat(program.degraded()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "all"})
  void linesThatAreRight_nothingIsFound(String detectors) throws Exception {
    Path report = folder.resolve("report.json");
    try (AgentProcess program =
        AgentProcess.in(folder)
            .moreAgentOptions("detectors=" + detectors + ",report.file=" + report)
            .program(ExpiringPools.class.getName(), "right", "5000")
            .start()) {
      assertThat(program.waitFor()).as(program.err()).isZero();
    }
    JsonObject all = JsonParser.parseString(Files.readString(report)).getAsJsonObject();
    assertThat(findings(all.getAsJsonObject("findings"))).isEmpty();
  }

  private static boolean isFound(JsonObject finding, String line, String map, String correction) {
    JsonObject evidence = finding.getAsJsonObject("evidence");
    return finding.get("hazard").getAsString().equals("check-then-remove")
        && finding.get("grade").getAsString().equals("OBSERVED")
        && finding.getAsJsonArray("threads").toString().contains(line)
        && evidence.get("mapIn").getAsString().endsWith(map)
        && evidence.get("advice").getAsString().contains(correction);
  }

  private static List<JsonObject> findings(JsonObject answer) {
    List<JsonObject> all = new ArrayList<>();
    for (JsonElement each : answer.getAsJsonArray("findings")) {
      all.add(each.getAsJsonObject());
    }
    return all;
  }
}
