package dev.tombstone.agent.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.misuse.BrokenMisses;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("alone")
class GovernorIT {
  @TempDir Path folder;

  @Test
  void busyProgram_tightLimit_isSaidAndDetailBecomesLess() throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder)
            .moreAgentOptions("cpu.limit=0.1%,detectors=none")
            .program(BrokenMisses.class.getName(), folder.resolve("port").toString(), "60000")
            .start()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(program.get("/healthz").body())
                      .contains("above cpu.limit", "the budget of detail is", "counts are exact"));
      // The budget is 20,000 a second, and the program deletes far more.
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(program.json("/agent").get("sampleRatio").getAsDouble())
                      .isLessThan(0.05));
    }
  }
}
