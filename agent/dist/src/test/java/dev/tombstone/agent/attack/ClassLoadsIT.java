package dev.tombstone.agent.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.ClassesAtTheEnd;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The JVM asks nobody about the classes that an application loads when it has nothing left. Of a
 * full heap the agent's own threads may say that it is full.
 */
class ClassLoadsIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"stack", "heap"})
  void classesLoaded_withNothingLeft_addNothingToStandardError(String what) throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder)
            .jvm("-Xmx64m")
            .program(ClassesAtTheEnd.class.getName(), what)
            .start()) {
      Awaitility.await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> !program.agentLines().isEmpty() || !program.isAlive());
      program.send("go");
      assertThat(program.waitFor()).isZero();
      // Whether a full heap has room for a small class is chance.
      assertThat(program.out())
          .contains(what.equals("stack") ? "tried true refused true" : "tried true");
      assertThat(program.err().lines())
          .as(program.err())
          .allMatch(line -> line.startsWith("tombstone ") || line.startsWith("[tombstone-"));
      if (what.equals("stack")) {
        assertThat(program.err().lines()).hasSize(1);
      }
    }
  }
}
