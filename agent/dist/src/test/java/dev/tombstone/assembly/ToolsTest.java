package dev.tombstone.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdk.apps/x.jar",
        "jdk.apps/x.jar --port 80",
        "jdk.apps/my app.jar --port 80",
        "java.foo/x.jar",
        "jdk.apps/without-suffix",
        "jdk.jartool/sun.tools.jar.Main",
        "./jdk.apps/x.jar",
        "com.example.Main jdk.compiler/x",
        "jdk.compiler/com.sun.tools.javac.launcher.Main Program.java",
        "jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher Program.java"
      })
  void running_programThatNoModuleWasNamedFor_isAnApplication(String command) {
    assertThat(running(command, null)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "jdk.jartool, jdk.jartool/sun.tools.jar.Main --version",
    "jdk.jartool, jdk.jartool",
    "java.base, java.base/sun.security.tools.keytool.Main -help"
  })
  void running_mainModuleOfTheImage_isATool(String module, String command) {
    assertThat(running(command, module))
        .isEqualTo("a tool of the JDK (" + command.split(" ", 2)[0] + ")");
  }

  @ParameterizedTest
  @CsvSource({
    "jdk.hello, jdk.hello/q.Hello",
    "java.hello, java.hello/q.Hello x",
    "com.example, com.example/com.example.Main",
    "jdkapps, jdkapps/q.Hello"
  })
  void running_mainModuleThatTheImageLacks_isAnApplication(String module, String command) {
    assertThat(running(command, module)).isNull();
  }

  @Test
  void running_javaWithoutAProgram_isATool() {
    assertThat(running("", null)).isEqualTo("a tool of the JDK (java without a program)");
  }

  private static @Nullable String running(String command, @Nullable String module) {
    Properties system = new Properties();
    system.setProperty("sun.java.command", command);
    if (module != null) {
      system.setProperty("jdk.module.main", module);
    }
    return Tools.running(system, () -> "/usr/bin/java", null);
  }
}
