package dev.tombstone.agent.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.tools.attach.VirtualMachine;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.BusyMaps;
import dev.tombstone.agent.programs.Witness;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent comes to a busy program and goes again, ten times over. */
class AttachIT {
  private static final String KNOWN = BusyMaps.Known.class.getName();
  private static final int ROUNDS = 10;

  @TempDir Path folder;
  private int asked;

  @Test
  void attachAndDetach_tenTimesUnderLoad_exactEachTimeAndNothingLeft() throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder)
            .withoutAgent()
            .jvm("-Xmx256m")
            .program(BusyMaps.class.getName())
            .start()) {
      // A JVM that is still starting may refuse an agent.
      assertThat(ask(program, "ready")).isNotEmpty();
      watch(program);
      final Map<String, String> original = classes(program);
      for (int round = 1; round <= ROUNDS; round++) {
        Path report = folder.resolve("report-" + round + ".json");
        URI endpoints = attach(program, report);
        if (round == 1) {
          watch(program);
          assertThat(classes(program))
              .hasSameSizeAs(original)
              .doesNotContainValue(original.get("java.util.HashMap"));
        }
        assertThat(removed(get(endpoints, "maps"))).isZero();
        ask(program, "delete " + 250 * round);
        assertThat(removed(get(endpoints, "maps"))).isEqualTo(1_000L * round);
        assertThat(get(endpoints, "healthz")).isEqualTo("{\"status\":\"up\",\"degraded\":[]}");
        assertThat(get(endpoints, "metrics")).contains("tombstone_removals_total");
        detach(program);
        assertThat(removed(mapsIn(report))).isEqualTo(1_000L * round);
        assertClosed(endpoints.getPort());
        assertThat(folder.resolve("port")).doesNotExist();
        assertThat(ask(program, "threads")).isEqualTo("[]");
        assertThat(classes(program)).isEqualTo(original);
        assertThat(ask(program, "hook")).isEqualTo("counted 0");
        Leftovers.assertLoaderCollected(program.pid());
      }
      assertThat(jcmd(program.pid(), "Thread.print")).doesNotContain("tombstone-");
      program.send("stop");
      assertThat(program.waitFor()).isZero();
      assertThat(program.out())
          .doesNotContain("FAULT")
          .containsPattern("stop: 0 faults in [1-9]\\d* 100000s");
      assertThat(program.agentLines()).hasSize(2 * ROUNDS);
    }
  }

  @Test
  void detach_agentOfTheStart_goesToo() throws Exception {
    Path report = folder.resolve("report.json");
    try (AgentProcess program =
        AgentProcess.in(folder)
            .moreAgentOptions("report.file=" + report)
            .program(BusyMaps.class.getName())
            .start()) {
      int port = program.uri().getPort();
      ask(program, "delete 100");
      detach(program);
      assertThat(removed(mapsIn(report))).isEqualTo(400);
      assertClosed(port);
      assertThat(ask(program, "threads")).isEqualTo("[]");
      Leftovers.assertLoaderCollected(program.pid());
      Files.delete(report);
      program.send("stop");
      assertThat(program.waitFor()).isZero();
      assertThat(report).doesNotExist();
    }
  }

  private URI attach(AgentProcess program, Path report) throws Exception {
    CommandLineProcess attached =
        CommandLineProcess.done(
            "attach",
            Long.toString(program.pid()),
            "http.port=0,http.port.file=" + folder.resolve("port") + ",report.file=" + report);
    Matcher line =
        Pattern.compile("attached to \\d+: \\d+ classes instrumented, (http://127.0.0.1:\\d+/)\\R")
            .matcher(attached.out());
    assertThat(line.matches()).as(attached.out()).isTrue();
    return URI.create(line.group(1));
  }

  private static void detach(AgentProcess program) throws Exception {
    CommandLineProcess detached = CommandLineProcess.done("detach", Long.toString(program.pid()));
    assertThat(detached.out()).isEqualTo("detached from " + program.pid() + System.lineSeparator());
  }

  /** Loads the witness, which from then on sees the work of all agents loaded until now. */
  private void watch(AgentProcess program) throws Exception {
    Path jar = folder.resolve("witness.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Agent-Class", Witness.class.getName());
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    VirtualMachine machine = VirtualMachine.attach(Long.toString(program.pid()));
    machine.loadAgent(jar.toString());
    machine.detach();
  }

  /**
   * The classes that are woven, by name: code and all else, whatever the order of the constants,
   * and without stack maps, which JDK 17 drops from its own classes when they are redefined,
   * because it does not verify them.
   */
  private Map<String, String> classes(AgentProcess program) throws Exception {
    Path dump = Files.createDirectories(folder.resolve("classes"));
    ask(program, "dump " + dump);
    Map<String, String> classes = new TreeMap<>();
    try (Stream<Path> files = Files.list(dump)) {
      for (Path file : files.toList()) {
        ClassWriter canonical = new ClassWriter(0);
        new ClassReader(Files.readAllBytes(file)).accept(canonical, ClassReader.SKIP_FRAMES);
        classes.put(
            file.getFileName().toString(),
            HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(canonical.toByteArray())));
        Files.delete(file);
      }
    }
    return classes;
  }

  private String ask(AgentProcess program, String line) throws Exception {
    program.send(line);
    asked++;
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(60))
        .until(() -> answers(program).size() >= asked || !program.isAlive());
    return answers(program).get(asked - 1).substring(line.length() + 2);
  }

  private static List<String> answers(AgentProcess program) throws IOException {
    String out = program.out();
    return out.substring(0, out.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> line.contains(": "))
        .toList();
  }

  private static String get(URI endpoints, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(endpoints.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static String mapsIn(Path report) throws IOException {
    return JsonParser.parseString(Files.readString(report))
        .getAsJsonObject()
        .get("maps")
        .toString();
  }

  private static long removed(String maps) {
    for (JsonElement map : JsonParser.parseString(maps).getAsJsonObject().getAsJsonArray("maps")) {
      JsonObject counts = map.getAsJsonObject();
      if (counts.get("map").getAsString().equals(KNOWN)) {
        return counts.get("removed").getAsLong();
      }
    }
    return 0;
  }

  private static void assertClosed(int port) {
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(ConnectException.class);
  }

  private static String jcmd(long pid, String command) throws Exception {
    return CommandLineProcess.run(List.of(AgentProcess.java("jcmd"), Long.toString(pid), command))
        .out();
  }
}
