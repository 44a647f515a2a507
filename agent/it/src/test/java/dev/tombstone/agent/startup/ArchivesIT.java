package dev.tombstone.agent.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.Deletions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class-data archives and AOT caches made and used beside the agent. */
class ArchivesIT {
  private static final String COUNTED = "tombstone \\S+: \\d+ classes instrumented.*";
  private static final String STAYS_OUT =
      "tombstone \\S+: not started while classes are recorded.*";

  /** The JVM refuses every Java agent beside an archive without it. */
  private static final String[] ALLOWED = {
    "-XX:+UnlockDiagnosticVMOptions", "-XX:+AllowArchivingWithJavaAgent"
  };

  @TempDir Path folder;
  private Path jar;

  /** Of class paths, archives take jars only. */
  @BeforeEach
  void makeJar() throws Exception {
    jar = folder.resolve("program.jar");
    List<String> command =
        List.of(
            AgentProcess.java("jar"),
            "cf",
            jar.toString(),
            "-C",
            Path.of("target/test-classes").toAbsolutePath().toString(),
            Deletions.class.getPackageName().replace('.', '/'));
    try (AgentProcess archiver = AgentProcess.start(folder, command, Map.of())) {
      assertThat(archiver.waitFor()).isZero();
    }
  }

  @Test
  void aotCache_madeInOneStep_isMadeAndThenUsedByACountingAgent() throws Exception {
    Assumptions.assumeTrue(AgentProcess.feature() >= 25);
    Path cache = folder.resolve("program.aot");
    assertThat(run("-XX:AOTCacheOutput=" + cache)).anyMatch(line -> line.matches(STAYS_OUT));
    assertThat(cache).exists();
    assertThat(run("-XX:AOTCache=" + cache, "-XX:AOTMode=on"))
        .anyMatch(line -> line.matches(COUNTED));
  }

  @Test
  void aotCache_madeInTwoSteps_isMade() throws Exception {
    Assumptions.assumeTrue(AgentProcess.feature() >= 25);
    Path configuration = folder.resolve("program.aotconf");
    Path cache = folder.resolve("program.aot");
    assertThat(run("-XX:AOTMode=record", "-XX:AOTConfiguration=" + configuration))
        .anyMatch(line -> line.matches(STAYS_OUT));
    run("-XX:AOTMode=create", "-XX:AOTConfiguration=" + configuration, "-XX:AOTCache=" + cache);
    assertThat(cache).exists();
  }

  @Test
  void baseArchive_dumped_isMade() throws Exception {
    Path archive = folder.resolve("base.jsa");
    run(ALLOWED[0], ALLOWED[1], "-Xshare:dump", "-XX:SharedArchiveFile=" + archive);
    assertThat(archive).exists();
  }

  @Test
  void dynamicArchive_atExit_isMadeBesideACountingAgent() throws Exception {
    Path archive = folder.resolve("dynamic.jsa");
    assertThat(run(ALLOWED[0], ALLOWED[1], "-XX:ArchiveClassesAtExit=" + archive))
        .anyMatch(line -> line.matches(COUNTED));
    assertThat(archive).exists();
    assertThat(run(ALLOWED[0], ALLOWED[1], "-XX:SharedArchiveFile=" + archive))
        .anyMatch(line -> line.matches(COUNTED));
  }

  /** The agent's lines of a run that ends well. */
  private List<String> run(String... options) throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder)
            .jvm(options)
            .agentOptions("http.enabled=false")
            .classPath(jar.toString())
            .program(Deletions.class.getName(), "1000")
            .start()) {
      assertThat(program.waitFor()).as(program.err()).isZero();
      return program.agentLines();
    }
  }
}
