package dev.tombstone.agent.hazards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.races.GrowingMaps;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovalDuringResizeIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  void growingMaps_whileRunning_areTimedAndTheRaceIsProven() throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder)
            .moreAgentOptions("detectors=removal-during-resize,detect.maps.ratio=1")
            .program(GrowingMaps.class.getName(), folder.resolve("port").toString())
            .start()) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                String findings = program.get("/findings").body();
                assertThat(findings)
                    .contains(
                        "one thread removed from a java.util.HashMap while another was resizing")
                    .doesNotContain("\"concurrent-removal\"");
                String metrics = program.get("/metrics").body();
                assertTimed(metrics, "java.util.HashMap");
                assertTimed(metrics, "java.util.concurrent.ConcurrentHashMap");
                assertTimed(metrics, "java.util.WeakHashMap");
              });
      assertThat(program.json("/healthz").getAsJsonArray("degraded").toString())
          .doesNotContain("error");
    }
  }

  private static void assertTimed(String metrics, String map) {
    assertThat(metrics)
        .containsPattern(
            "tombstone_resize_assist_seconds_count\\{[^}]*map=\"" + map + "\"[^}]*} [1-9]");
  }
}
