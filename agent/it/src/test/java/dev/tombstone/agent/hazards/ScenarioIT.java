package dev.tombstone.agent.hazards;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.core.detect.AllDetectors;
import dev.tombstone.demo.ShopMain;
import dev.tombstone.demo.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The demo's scenario of every hazard that has a detector, broken and put right. */
class ScenarioIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String FIXED_SECONDS = "4";

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("detected")
  void scenario_broken_isFoundWithin30Seconds(Scenario scenario) throws Exception {
    try (AgentProcess demo = start("--scenario", scenario.id())) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(demo.json("/findings").getAsJsonArray("findings"))
                      .as(demo.err())
                      .anySatisfy(finding -> assertFound(finding, scenario)));
    }
  }

  @ParameterizedTest
  @MethodSource("detected")
  void scenario_fixed_nothingIsFound(Scenario scenario) throws Exception {
    try (AgentProcess demo =
        start("--scenario", scenario.id(), "--fixed", "--seconds", FIXED_SECONDS)) {
      assertThat(demo.waitFor()).as(demo.err()).isZero();
      assertThat(demo.out()).contains("errors 0");
      assertThat(
              JsonParser.parseString(Files.readString(report()))
                  .getAsJsonObject()
                  .getAsJsonObject("findings")
                  .getAsJsonArray("findings"))
          .isEmpty();
    }
  }

  static Stream<Scenario> detected() {
    return Stream.of(Scenario.values())
        .filter(scenario -> AllDetectors.ALL.hazard(scenario.id()).isPresent());
  }

  private static void assertFound(JsonElement finding, Scenario scenario) {
    assertThat(finding.getAsJsonObject().get("hazard").getAsString()).isEqualTo(scenario.id());
    assertThat(finding.toString()).contains("dev.tombstone.demo.scenario.");
  }

  private AgentProcess start(String... arguments) throws Exception {
    List<String> program =
        Stream.concat(Stream.of(ShopMain.class.getName()), Stream.of(arguments)).toList();
    return AgentProcess.in(folder)
        .moreAgentOptions("detectors=all,report.file=" + report())
        .classPath(
            Path.of(ShopMain.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString())
        .program(program.toArray(String[]::new))
        .start();
  }

  private Path report() {
    return folder.resolve("report.json");
  }
}
