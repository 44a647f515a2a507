package dev.tombstone.agent.contract.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.process.AgentProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewIT {
  @TempDir Path folder;

  /** At a ratio of 1 every deletion takes the recording path's long way. */
  @ParameterizedTest
  @ValueSource(strings = {"auto", "1"})
  void everyViewOfThisJdk_allDeletions_equalToTheModel(String ratio) throws Exception {
    run(ViewProgram.class, "sample.ratio=" + ratio);
  }

  @Test
  void viewsOfTheApplications_deletions_countAsWhatTheyPassOn() throws Exception {
    run(OwnViews.class, "sample.ratio=auto");
  }

  private void run(Class<?> program, String options) throws Exception {
    try (AgentProcess process =
        AgentProcess.in(folder)
            .jvm(
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+BytecodeVerificationLocal",
                "-XX:+BytecodeVerificationRemote")
            .agentOptions("http.enabled=false," + options)
            .withModel()
            .program(program.getName())
            .start()) {
      int exitCode = process.waitFor();
      assertThat(process.out().lines().filter(line -> line.startsWith("FAILED"))).isEmpty();
      assertThat(process.out()).contains("failures: 0");
      assertThat(exitCode).as(process.err()).isZero();
    }
  }
}
