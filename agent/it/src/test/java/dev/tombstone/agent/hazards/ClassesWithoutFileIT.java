package dev.tombstone.agent.hazards;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.misuse.BrokenMisses;
import dev.tombstone.agent.programs.misuse.GeneratedMisses;
import dev.tombstone.agent.programs.misuse.NestedJar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the lines declare of classes whose bytes only the JVM has. */
class ClassesWithoutFileIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String INNER = "BOOT-INF/lib/inner.jar";
  private static final String PROGRAMS = "dev/tombstone/agent/programs";

  @TempDir Path folder;

  @Test
  void brokenMisses_outOfAJarInAJar_areProvenAsElsewhere() throws Exception {
    String[] arguments = {
      NestedJar.class.getName(),
      nested().toString(),
      INNER,
      BrokenMisses.class.getName(),
      folder.resolve("port").toString(),
      "60000"
    };
    try (AgentProcess program = start(arguments)) {
      String concurrent = "java.util.concurrent.ConcurrentHashMap";
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                List<JsonObject> all = neverHits(program);
                assertProven(all, "java.util.HashMap", "BrokenMisses.removeByInteger");
                assertProven(all, "java.util.HashMap", "BrokenMisses.removeNumber");
                assertProven(all, "java.util.EnumMap", "BrokenMisses.removeByText");
                assertProven(all, concurrent, "BrokenMisses.removeByBuilder");
                assertProven(all, concurrent, "BrokenMisses.removeMapping");
                assertThat(all).anyMatch(each -> isAt(each, "BrokenMisses.removeAnything"));
              });
      assertThat(neverHits(program))
          .noneMatch(each -> isProven(each) && isAt(each, "BrokenMisses.removeAnything"));
      assertWell(program);
    }
  }

  @Test
  void classMadeAtRunTime_isProven_andKeepsItsLines() throws Exception {
    try (AgentProcess program = start(GeneratedMisses.class.getName(), "produced")) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertProven(
                      neverHits(program), "java.util.HashMap", "MissProduced.removeByInteger"));
      assertWell(program);
      assertLinesKept(program);
    }
  }

  @Test
  void hiddenClass_isObservedAndNotProven() throws Exception {
    try (AgentProcess program = start(GeneratedMisses.class.getName(), "hidden")) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(neverHits(program)).isNotEmpty());
      assertThat(neverHits(program))
          .allMatch(each -> each.get("grade").getAsString().equals("OBSERVED"));
      assertWell(program);
      assertLinesKept(program);
    }
  }

  private AgentProcess start(String... program) throws Exception {
    return AgentProcess.in(folder)
        .moreAgentOptions("sample.ratio=1,detectors=never-hits")
        .program(program)
        .start();
  }

  /** A jar with the classes of the programs in a jar. */
  private Path nested() throws IOException {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    Path root = Path.of("target/test-classes");
    try (JarOutputStream out = new JarOutputStream(inner);
        Stream<Path> files = Files.walk(root.resolve(PROGRAMS))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(root.relativize(file).toString()));
        out.write(Files.readAllBytes(file));
      }
    }
    Path jar = folder.resolve("outer.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(INNER));
      out.write(inner.toByteArray());
    }
    return jar;
  }

  private static void assertWell(AgentProcess program) throws Exception {
    assertThat(program.isAlive()).isTrue();
    assertThat(program.degraded()).isEmpty();
    assertThat(program.err()).doesNotContain("Exception", "ASSERTION");
  }

  /** A retransformation would have taken them. */
  private static void assertLinesKept(AgentProcess program) throws Exception {
    program.send("end");
    assertThat(program.waitFor()).isZero();
    assertThat(program.out()).contains("lines true");
  }

  private static void assertProven(List<JsonObject> all, String map, String method) {
    assertThat(all)
        .as("%s of %s", method, map)
        .anyMatch(
            each ->
                isProven(each) && isAt(each, method) && each.get("map").getAsString().equals(map));
  }

  private static boolean isProven(JsonObject finding) {
    return finding.get("grade").getAsString().equals("PROVEN");
  }

  private static boolean isAt(JsonObject finding, String method) {
    return finding.getAsJsonArray("threads").toString().contains("." + method + "(");
  }

  private static List<JsonObject> neverHits(AgentProcess program) throws Exception {
    List<JsonObject> all = new ArrayList<>();
    for (JsonElement finding : program.json("/findings").getAsJsonArray("findings")) {
      if (finding.getAsJsonObject().get("hazard").getAsString().equals("never-hits")) {
        all.add(finding.getAsJsonObject());
      }
    }
    return all;
  }
}
