package dev.tombstone.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.process.AgentProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractIT {
  /** All but the reading of counts, which the test does many times for each deletion. */
  private static final String[] INTERPRETED = {
    "-XX:CompileCommand=quiet",
    "-XX:CompileCommand=compileonly,dev.tombstone.hook.ThreadCells::from",
    "-XX:CompileCommand=compileonly,dev.tombstone.hook.ThreadCells::at",
    "-XX:CompileCommand=compileonly,dev.tombstone.hook.jdk.ArrayLayout::ofReference"
  };

  @TempDir Path folder;

  /**
   * Verification of boot classes is on, so that a wrong stack map of the weaver's fails here and
   * not in somebody's production. With class-data sharing off no class comes from the archive. At a
   * ratio of 1 every deletion takes the recording path's long way, at the smallest nearly none. The
   * last run is interpreted.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 60, -Xshare:auto, auto",
    "20261123, 60, -Xshare:off, 1/1048576",
    "20261127, 60, -Xshare:auto, 1",
    "7, 6, interpreted, 1/1048576"
  })
  void everyFamilyAndOperation_countedAgainstModel_equalToTheLastOne(
      long seed, int rounds, String jvmOption, String ratio) throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder)
            .jvm(jvmOption.equals("interpreted") ? INTERPRETED : new String[] {jvmOption})
            .jvm(
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+BytecodeVerificationLocal",
                "-XX:+BytecodeVerificationRemote")
            .agentOptions("http.enabled=false,sample.ratio=" + ratio)
            .withModel()
            .program(ContractProgram.class.getName(), Long.toString(seed), Integer.toString(rounds))
            .start()) {
      int exitCode = program.waitFor();
      String table = program.out();
      System.out.println(seed == 1 ? table : "");
      assertThat(table.lines().filter(line -> line.startsWith("FAILED"))).isEmpty();
      assertThat(table).contains("| EnumMap | entrySet.clear", "| ConcurrentHashMap | merge");
      assertThat(exitCode).as(program.err()).isZero();
    }
  }
}
