package dev.tombstone.agent.hazards;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.misuse.KeysOfMaps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By the detectors that are on by default. */
class PoorHashIT {
  private static final String HASH_MAP = "java.util.HashMap ";
  private static final String LINKED = "java.util.LinkedHashMap ";
  private static final String CONCURRENT = "java.util.concurrent.ConcurrentHashMap ";
  private static final String PROGRAM = KeysOfMaps.class.getName() + "$";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"200", "5000"})
  void poorHashes_eachIsNamed(String removalsASecond) throws Exception {
    assertThat(gradesOf("poor", removalsASecond))
        .isEqualTo(
            Map.of(
                HASH_MAP + PROGRAM + "OneHash", "PROVEN",
                CONCURRENT + PROGRAM + "Department", "PROVEN",
                LINKED + PROGRAM + "Slot", "PROVEN",
                HASH_MAP + PROGRAM + "Point", "OBSERVED",
                CONCURRENT + PROGRAM + "Path", "PROVEN",
                HASH_MAP + "java.lang.String", "PROVEN"));
  }

  @Test
  void rightHashes_nothingIsSaid() throws Exception {
    assertThat(gradesOf("right", "5000")).isEmpty();
  }

  private Map<String, String> gradesOf(String hashes, String removalsASecond) throws Exception {
    Path report = folder.resolve("report.json");
    try (AgentProcess program =
        AgentProcess.in(folder)
            .moreAgentOptions("report.file=" + report)
            .program(KeysOfMaps.class.getName(), hashes, removalsASecond, "6")
            .start()) {
      assertThat(program.waitFor()).as(program.err()).isZero();
    }
    JsonObject all = JsonParser.parseString(Files.readString(report)).getAsJsonObject();
    Map<String, String> grades = new HashMap<>();
    for (JsonElement each : all.getAsJsonObject("findings").getAsJsonArray("findings")) {
      JsonObject finding = each.getAsJsonObject();
      String what =
          finding.get("map").getAsString()
              + " "
              + finding.getAsJsonObject("evidence").get("keyClass").getAsString();
      assertThat(finding.get("hazard").getAsString()).as(what).isEqualTo("poor-hash");
      assertThat(grades.put(what, finding.get("grade").getAsString())).as(what).isNull();
    }
    return grades;
  }
}
