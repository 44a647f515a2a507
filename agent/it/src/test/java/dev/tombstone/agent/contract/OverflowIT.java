package dev.tombstone.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.process.AgentProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverflowIT {
  @TempDir Path folder;

  /**
   * What is left to the interpreter takes more stack than what opened the scope, so that closing it
   * often has none left; all compiled it seldom happens.
   */
  @ParameterizedTest
  @ValueSource(strings = {"", "OperationScope::pop,ThreadCell::closeScope,ScopeStack::close"})
  void healthyDeletions_afterOverflowsInScopes_countAsWhatTheyAre(String interpreted)
      throws Exception {
    List<String> options = new ArrayList<>(List.of("-Xbatch", "-XX:CompileCommand=quiet"));
    for (String method : interpreted.split(",", -1)) {
      if (!method.isEmpty()) {
        options.add("-XX:CompileCommand=exclude,dev.tombstone.hook." + method);
      }
    }
    try (AgentProcess process =
        AgentProcess.in(folder)
            .jvm(options.toArray(new String[0]))
            .agentOptions("http.enabled=false")
            .withModel()
            .program(OverflowProgram.class.getName())
            .start()) {
      int exitCode = process.waitFor();
      assertThat(process.out().lines().filter(line -> line.startsWith("FAILED"))).isEmpty();
      assertThat(process.out()).contains("failures: 0");
      assertThat(exitCode).as(process.err()).isZero();
    }
  }
}
