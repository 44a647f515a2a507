package dev.tombstone.agent.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.Deletions;
import dev.tombstone.agent.programs.races.BrokenMaps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Standard error is a pipe that nobody reads: whoever writes to it waits for ever. */
@Timeout(120)
class FullStandardErrorIT {
  @TempDir Path folder;

  @Test
  void programThatEnds_ends() throws Exception {
    assertThat(seconds("")).isLessThan(30);
  }

  @Test
  void everyLineTheAgentCanSay_programEnds() throws Exception {
    Path nowhere = folder.resolve("no/such/file");
    assertThat(seconds(",sample.budgte=5,http.port.file=" + nowhere + ",report.file=" + nowhere))
        .isLessThan(30);
  }

  @Test
  void off_programStartsAndEnds() throws Exception {
    assertThat(seconds(",enabled=false")).isLessThan(30);
  }

  @Test
  void notStarted_programStartsAndEnds() throws Exception {
    try (AgentProcess program =
        deletions("0").jvm("-javaagent:" + AgentProcess.JAR + "=http.enabled=false").start()) {
      assertThat(program.waitFor()).isZero();
    }
  }

  @Test
  void findingsThatAreLogged_endpointsAnswerAndCountTheLines() throws Exception {
    Path started = folder.resolve("started");
    try (AgentProcess program =
        AgentProcess.in(folder)
            .fullStandardError()
            .moreAgentOptions("detectors=all")
            .program(BrokenMaps.class.getName(), started.toString(), "60000")
            .start()) {
      Files.createFile(started);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> program.get("/findings").body().contains("PROVEN"));
      assertThat(program.get("/metrics").body()).contains("tombstone_");
      assertThat(program.get("/findings").statusCode()).isEqualTo(200);
      assertThat(program.get("/healthz").statusCode()).isEqualTo(200);
    }
  }

  private long seconds(String options) throws Exception {
    long begin = System.nanoTime();
    try (AgentProcess program =
        deletions("0").moreAgentOptions("cpu.limit=off" + options).start()) {
      assertThat(program.waitFor()).isZero();
      assertThat(program.out()).startsWith("deleted 1000");
    }
    return Duration.ofNanos(System.nanoTime() - begin).toSeconds();
  }

  private AgentProcess.Builder deletions(String stayMillis) {
    return AgentProcess.in(folder)
        .fullStandardError()
        .program(Deletions.class.getName(), "1000", stayMillis);
  }
}
