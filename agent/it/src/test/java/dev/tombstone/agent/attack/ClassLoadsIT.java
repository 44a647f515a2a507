package dev.tombstone.agent.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.hostile.ClassesAtTheEnd;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The JVM asks nobody about the classes that an application loads when it has nothing left, and the
 * agent says nothing of it.
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
      assertThat(program.out()).contains("tried true refused true");
      assertThat(program.err().lines()).as(program.err()).hasSize(1);
    }
  }
}
