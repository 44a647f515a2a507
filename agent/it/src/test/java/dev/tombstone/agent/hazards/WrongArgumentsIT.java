package dev.tombstone.agent.hazards;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.misuse.RightArguments;
import dev.tombstone.agent.programs.misuse.WrongArguments;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why removals found nothing, in default settings. */
class WrongArgumentsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SET = "java.util.concurrent.ConcurrentHashMap";

  @TempDir Path folder;

  @Test
  void wrongArguments_atTheRateOfAService_areFoundWithTheReason() throws Exception {
    try (AgentProcess program = start(WrongArguments.class, port(), "100000")) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                List<JsonObject> all = neverHits(program);
                for (String line : List.of("first", "second", "third", "fourth")) {
                  assertFound(all, "PROVEN", "key-class", "java.util.HashMap", line + "Line(");
                }
                assertFound(all, "PROVEN", "same-elements", SET, "removeBySameBytes(");
                assertFound(
                    all,
                    "PROVEN",
                    "other-value",
                    WrongArguments.class.getName() + "$Registry",
                    "removeElement(");
                assertFound(all, "OBSERVED", "inside", "java.util.HashMap", "removeByMap(");
                assertFound(all, "OBSERVED", "key-class", "java.util.HashMap", "dropAll(");
                assertFound(all, "PROVEN", "value-class", "java.util.HashMap", "dropValue(");
                assertFound(all, "PROVEN", "identity", SET, "$WrongSession.close(");
                assertFound(all, "PROVEN", "identity", "java.util.HashMap", "$WrongSession.close(");
              });
      assertThat(neverHits(program))
          .as("the caller that passes what it has added")
          .noneMatch(finding -> finding.toString().contains("$RightSession.close("));
    }
  }

  @Test
  void rightArguments_keysThatLookAlikeOrEqualThemselvesOnly_silent() throws Exception {
    String end = folder.resolve("never").toString();
    try (AgentProcess program = start(RightArguments.class, port(), end)) {
      program.awaitOut("all rounds done");
      assertThat(neverHits(program)).isEmpty();
    }
  }

  private AgentProcess start(Class<?> program, String... arguments) throws Exception {
    String[] all = new String[arguments.length + 1];
    all[0] = program.getName();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return AgentProcess.in(folder).program(all).start();
  }

  private String port() {
    return folder.resolve("port").toString();
  }

  private static void assertFound(
      List<JsonObject> all, String grade, String why, String map, String frame) {
    assertThat(all)
        .as("%s %s in %s of %s", grade, why, frame, map)
        .anySatisfy(
            finding -> {
              assertThat(finding.get("grade").getAsString()).isEqualTo(grade);
              assertThat(finding.get("map").getAsString()).isEqualTo(map);
              assertThat(finding.getAsJsonObject("evidence").get("why").getAsString())
                  .isEqualTo(why);
              assertThat(finding.getAsJsonArray("threads").toString()).contains(frame);
            });
  }

  private static List<JsonObject> neverHits(AgentProcess program) throws Exception {
    List<JsonObject> all = new ArrayList<>();
    for (JsonElement each : program.json("/findings").getAsJsonArray("findings")) {
      JsonObject finding = each.getAsJsonObject();
      if (finding.get("hazard").getAsString().equals("never-hits")) {
        all.add(finding);
      }
    }
    return all;
  }
}
