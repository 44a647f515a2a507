package dev.tombstone.agent.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonParser;
import dev.tombstone.agent.process.AgentProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications whose JVM has few modules: those they require, and the agent's own needs. */
class ModulePathIT {
  private static final String MAIN =
      """
      package app;

      import java.util.HashMap;
      import java.util.Map;

      public final class Main {
        static final class Registry extends HashMap<String, String> {}

        public static void main(String[] arguments) throws Exception {
          Map<String, String> registry = new Registry();
          for (int i = 0; i < 1_000; i++) {
            registry.put("key " + i % 10, "value");
            registry.remove("key " + i % 10);
          }
          for (String name : new String[] {"jdk.httpserver", "java.management"}) {
            System.out.println(
                name + ": " + ModuleLayer.boot().findModule(name).isPresent());
          }
          Thread.sleep(60_000);
        }
      }
      """;

  private static final Pattern PROCESSOR_SECONDS =
      Pattern.compile("tombstone_agent_cpu_seconds_total ([0-9.E-]+)");

  @TempDir Path folder;
  private Path modules;

  @BeforeEach
  void compileModule() throws Exception {
    Path sources = Files.createDirectories(folder.resolve("src/app"));
    Path info = Files.writeString(sources.resolveSibling("module-info.java"), "module app {}");
    Path main = Files.writeString(sources.resolve("Main.java"), MAIN);
    modules = folder.resolve("modules");
    String said =
        run(
            AgentProcess.java("javac"),
            "-d",
            modules.resolve("app").toString(),
            info.toString(),
            main.toString());
    assertThat(modules.resolve("app/app/Main.class")).as(said).exists();
  }

  @Test
  void modulePath_applicationThatRequiresJavaBaseOnly_hasEverything() throws Exception {
    assertEverything(Path.of(AgentProcess.java("java")), "jdk.httpserver: false");
  }

  @Test
  void image_ofJavaBaseAndInstrument_hasEverything() throws Exception {
    Path image = folder.resolve("image");
    String said =
        run(
            AgentProcess.java("jlink"),
            "--add-modules",
            "java.base,java.instrument",
            "--output",
            image.toString());
    assumeThat(image.resolve("bin/java")).as("this JDK does not link images: %s", said).exists();
    assertEverything(image.resolve("bin/java"), "jdk.httpserver: false", "java.management: false");
  }

  private void assertEverything(Path java, String... said) throws Exception {
    Path report = folder.resolve("report.json");
    List<String> command =
        List.of(
            java.toString(),
            "-javaagent:"
                + AgentProcess.JAR
                + "=http.port=0,http.port.file="
                + folder.resolve("port")
                + ",report.file="
                + report,
            "-p",
            modules.toString(),
            "-m",
            "app/app.Main");
    try (AgentProcess program = AgentProcess.start(folder, command, Map.of())) {
      assertThat(program.get("/").body()).contains("Tombstone", "/page/main.js");
      assertThat(program.get("/page/uplot.js").statusCode()).isEqualTo(200);
      assertThat(program.get("/maps").body()).contains("app.Main$Registry");
      assertThat(program.json("/hotkeys?window=all").toString()).contains("key 3");
      assertThat(program.json("/report").keySet()).contains("meta", "coverage");
      assertThat(program.json("/sites?window=all").toString()).contains("app.Main.main");
      assertThat(program.json("/healthz").toString())
          .isEqualTo("{\"status\":\"up\",\"degraded\":[]}");
      String metrics = program.get("/metrics").body();
      assertThat(metrics).contains("tombstone_removals_total{map=\"app.Main$Registry\"");
      Matcher seconds = PROCESSOR_SECONDS.matcher(metrics);
      assertThat(seconds.find()).as(metrics).isTrue();
      assertThat(Double.parseDouble(seconds.group(1))).isPositive();
      program.terminate();
      assertThat(program.waitFor()).isEqualTo(143);
      assertThat(program.err().lines()).hasSize(1);
      assertThat(program.err()).matches("tombstone \\S+: \\d+ classes instrumented, http://.*\\R");
      assertThat(program.out().lines()).contains(said);
    }
    assertThat(JsonParser.parseString(Files.readString(report)).getAsJsonObject().keySet())
        .contains("meta", "maps");
    assertThat(Files.readString(report)).contains("\"removed\":1000");
    assertThat(folder.resolve("port")).doesNotExist();
  }

  private static String run(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.strip();
  }
}
