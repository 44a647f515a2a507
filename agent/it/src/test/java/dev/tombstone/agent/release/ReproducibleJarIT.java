package dev.tombstone.agent.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.process.AgentProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same sources make the same jar, byte for byte, wherever they lie.
 *
 * <p>Two copies are built at the same time, offline, with the Maven and the repository of this
 * build. What does not end up in the jar is left out: tests, and the checks of sources. Maven is
 * not compiled for a long run. Together they take 20 s, and took 60 s without that.
 */
@Tag("build")
class ReproducibleJarIT {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final List<String> SOURCES =
      List.of("pom.xml", ".mvn", "LICENSE", "NOTICE", "build", "docs/hazards", "agent", "demo-app");

  private static final String QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  @TempDir Path folder;

  @Test
  void jar_builtInTwoPlaces_sameBytes() throws Exception {
    Path here = copy(folder.resolve("here"));
    Path there = copy(folder.resolve("another/place/there"));
    try (AgentProcess first = build(here, Map.of("MAVEN_OPTS", QUICK));
        AgentProcess second =
            build(
                there,
                Map.of("TZ", "America/New_York", "MAVEN_OPTS", QUICK + " -Duser.language=de"))) {
      assertThat(first.waitFor()).as(first.out()).isZero();
      assertThat(second.waitFor()).as(second.out()).isZero();
    }
    assertThat(entries(there)).isNotEmpty().isEqualTo(entries(here));
    assertThat(Files.mismatch(jar(there), jar(here))).isEqualTo(-1);
  }

  private static AgentProcess build(Path sources, Map<String, String> environment)
      throws IOException {
    return AgentProcess.start(
        sources,
        List.of(
            Path.of(System.getProperty("tombstone.test.maven.home"), "bin", "mvn").toString(),
            "--offline",
            "--batch-mode",
            "-Dmaven.repo.local=" + System.getProperty("tombstone.test.maven.repository"),
            "-Dmaven.test.skip=true",
            "-Djacoco.skip=true",
            "-Dforbiddenapis.skip=true",
            "--activate-profiles=-source-checks",
            "--file=" + sources.resolve("pom.xml"),
            "--projects=agent/dist",
            "--also-make",
            "package"),
        environment);
  }

  private static Path copy(Path target) throws IOException {
    for (String source : SOURCES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(source))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path name = ROOT.relativize(file);
          if (belongs(name)) {
            Path to = target.resolve(name);
            Files.createDirectories(to.getParent());
            Files.copy(file, to);
          }
        }
      }
    }
    return target;
  }

  private static boolean belongs(Path name) {
    String path = "/" + name;
    return !path.contains("/target/") && !path.contains("/src/test/");
  }

  /** Each entry with what may differ; says more than the first byte that does. */
  private static List<String> entries(Path sources) throws IOException {
    try (JarFile jar = new JarFile(jar(sources).toFile())) {
      return jar.stream()
          .map(entry -> entry + " " + entry.getCrc() + " " + entry.getTimeLocal())
          .toList();
    }
  }

  private static Path jar(Path sources) {
    return sources.resolve("agent/dist/target/tombstone-agent.jar");
  }
}
