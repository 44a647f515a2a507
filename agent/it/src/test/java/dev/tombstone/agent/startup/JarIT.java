package dev.tombstone.agent.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.process.AgentProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class JarIT {
  private static final long MAX_BYTES = 9L << 20;

  @Test
  void jar_classes_nothingOutsideOurPackage() throws Exception {
    try (JarFile jar = new JarFile(AgentProcess.JAR.toFile())) {
      List<String> classes =
          jar.stream().map(JarEntry::getName).filter(name -> name.endsWith(".class")).toList();
      assertThat(classes)
          .isNotEmpty()
          .allMatch(name -> name.startsWith("isolated/dev/tombstone/") || startsUp(name));
      assertThat(classes.stream().filter(JarIT::startsUp)).hasSizeLessThanOrEqualTo(6);
    }
  }

  @Test
  void jar_size_withinBudget() throws Exception {
    assertThat(Files.size(AgentProcess.JAR)).isLessThan(MAX_BYTES);
  }

  @Test
  void jar_runAlone_helpAndUsage() throws Exception {
    Process help =
        new ProcessBuilder(AgentProcess.java("java"), "-jar", AgentProcess.JAR.toString(), "--help")
            .redirectErrorStream(true)
            .start();
    assertThat(new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("-javaagent:");
    assertThat(help.waitFor()).isZero();
    Process unknown =
        new ProcessBuilder(AgentProcess.java("java"), "-jar", AgentProcess.JAR.toString(), "fly")
            .redirectErrorStream(true)
            .start();
    unknown.getInputStream().readAllBytes();
    assertThat(unknown.waitFor()).isEqualTo(2);
  }

  private static boolean startsUp(String name) {
    return name.startsWith("dev/tombstone/agent/");
  }
}
