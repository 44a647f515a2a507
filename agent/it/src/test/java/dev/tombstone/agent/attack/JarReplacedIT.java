package dev.tombstone.agent.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.Deletions;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployment copies another file over the jar, in place, while the JVM runs. */
class JarReplacedIT {
  @TempDir Path folder;

  @Test
  void garbage_inPlace_endpointsFindingsAndReportGoOn() throws Exception {
    check(
        jar -> {
          try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "rw")) {
            byte[] garbage = new byte[(int) file.length()];
            Arrays.fill(garbage, (byte) 'x');
            file.write(garbage);
          }
        });
  }

  @Test
  void truncated_inPlace_endpointsFindingsAndReportGoOn() throws Exception {
    check(
        jar -> {
          try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "rw")) {
            file.setLength(0);
          }
        });
  }

  @Test
  void deleted_endpointsFindingsAndReportGoOn() throws Exception {
    check(Files::delete);
  }

  private interface Change {
    void of(Path jar) throws Exception;
  }

  private void check(Change change) throws Exception {
    Path jar = Files.copy(AgentProcess.JAR, folder.resolve("copy.jar"));
    Path report = folder.resolve("report.json");
    try (AgentProcess program =
        AgentProcess.in(folder)
            .jar(jar)
            .moreAgentOptions("report.file=" + report)
            .program(Deletions.class.getName(), "1000", "60000")
            .start()) {
      program.awaitOut("hidden org.slf4j");
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> hasStarted(program));
      change.of(jar);
      for (String path :
          new String[] {
            "/healthz",
            "/metrics",
            "/findings",
            "/hotkeys",
            "/hotkeys/distribution",
            "/hotkeys/sketch",
            "/maps",
            "/sites",
            "/coverage",
            "/flamegraph",
            "/hazards/never-hits",
            "/report",
            "/agent",
            "/settings",
            "/",
            "/page/main.js",
          }) {
        assertThat(program.get(path).statusCode()).as(path).isEqualTo(200);
      }
      assertThat(program.get("/nowhere").statusCode()).isEqualTo(404);
      assertThat(program.json("/healthz").toString())
          .isEqualTo("{\"status\":\"up\",\"degraded\":[]}");
      program.terminate();
      program.waitFor();
      assertThat(program.agentLines()).hasSize(1);
    }
    assertThat(report).content().contains("\"removed\":1001");
  }

  /** The thread that starts the agent has done its work. */
  private static boolean hasStarted(AgentProcess program) throws Exception {
    program.uri();
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(program.pid()), "task"))) {
      for (Path task : tasks) {
        if (Files.readString(task.resolve("comm")).strip().equals("tombstone-start")) {
          return false;
        }
      }
      return true;
    }
  }
}
