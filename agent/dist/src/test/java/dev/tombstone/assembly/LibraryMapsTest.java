package dev.tombstone.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A map class of a library, in several class loaders of a JVM of its own. */
class LibraryMapsTest {
  private static final String SECOND_JDK = "tombstone.jdk25.home";

  @TempDir Path folder;

  static List<String> jdks() {
    List<String> homes = new ArrayList<>(List.of(System.getProperty("java.home")));
    if (System.getProperty(SECOND_JDK) != null) {
      homes.add(System.getProperty(SECOND_JDK));
    }
    return homes;
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void mapClass_inSeveralLoaders_isCountedInEach(String home) throws Exception {
    Path out = folder.resolve("out");
    Process program =
        new ProcessBuilder(
                Path.of(home, "bin", "java").toString(),
                "-javaagent:" + agent(),
                "-cp",
                System.getProperty("java.class.path"),
                LibraryMapsProgram.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(program.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(Files.readAllLines(out))
        .containsExactly(
            "before: removed 10 missed 10 computed 10 cleared 10",
            "both: removed 30 missed 30 computed 30 cleared 30",
            "copy: removed 5 missed 5 computed 5 cleared 5",
            "another class of the name: nothing",
            "another shape: removed 33 missed 33 computed 33 cleared 30",
            "coverage dev.tombstone.assembly.OwnMap partial this version's body differs in clear",
            "coverage some.other.assembly.OwnMap skipped no map of the JDK: its own removals are not"
                + " seen, those of JDK maps inside it are",
            "coverage some.shaded.assembly.OwnMap instrumented ",
            "unloaded true",
            "after: removed 33 missed 33 computed 33 cleared 30",
            "uninstalled: removed 33 missed 33 computed 33 cleared 30",
            "end");
  }

  private Path agent() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", LibraryMapsProgram.class.getName());
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    manifest.getMainAttributes().putValue("Can-Redefine-Classes", "true");
    Path jar = folder.resolve("agent.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }
}
