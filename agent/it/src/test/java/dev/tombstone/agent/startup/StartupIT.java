package dev.tombstone.agent.startup;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.process.Policy;
import dev.tombstone.agent.programs.Deletions;
import dev.tombstone.agent.programs.Names;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupIT {
  private static final String REGISTRY = Deletions.Registry.class.getName();

  @TempDir Path folder;

  @Test
  void start_plain_oneLineOnStandardErrorAndNothingOnStandardOut() throws Exception {
    try (AgentProcess program = AgentProcess.in(folder).program(Names.class.getName()).start()) {
      assertThat(program.uri().getPort()).isPositive();
      program.send("go");
      assertThat(program.waitFor()).isZero();
      assertThat(program.err().lines()).hasSize(1);
      assertThat(program.err())
          .matches("tombstone \\S+: \\d+ classes instrumented, http://127.0.0.1:\\d+/\\R");
      assertThat(program.out()).startsWith("ready").doesNotContain("tombstone ");
    }
  }

  /** Ends before or after the endpoints are there. */
  public static final class Nothing {
    private Nothing() {}

    /** Does nothing. */
    public static void main(String[] arguments) {}
  }

  @RepeatedTest(3)
  void start_programThatEndsAtOnce_oneLineSaysWhetherThereWereEndpoints() throws Exception {
    try (AgentProcess program = AgentProcess.in(folder).program(Nothing.class.getName()).start()) {
      assertThat(program.waitFor()).isZero();
      assertThat(program.err())
          .matches(
              "tombstone \\S+: \\d+ classes instrumented, "
                  + "(http://127.0.0.1:\\d+/|no endpoints, the program has ended)\\R");
      assertThat(program.out()).isEmpty();
    }
  }

  @Test
  void start_nativeCallsChecked_addsNothingToStandardOut() throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder).jvm("-Xcheck:jni").program(Nothing.class.getName()).start()) {
      program.waitFor();
      assertThat(program.out()).isEmpty();
    }
  }

  @Test
  void application_looksForTheAgentsLibraries_findsNone() throws Exception {
    try (AgentProcess program = deletions().start()) {
      program.waitFor();
      assertThat(program.out()).doesNotContain("visible ").contains("hidden net.bytebuddy");
    }
  }

  @Test
  void report_shortRunWithDeletionAtExit_holdsEveryDeletion() throws Exception {
    Path report = folder.resolve("report.json");
    try (AgentProcess program = deletions().moreAgentOptions("report.file=" + report).start()) {
      program.waitFor();
    }
    JsonObject json = JsonParser.parseString(Files.readString(report)).getAsJsonObject();
    assertThat(json.keySet())
        .containsExactly("meta", "maps", "hotkeys", "sites", "findings", "coverage");
    JsonObject counts = find(json.getAsJsonObject("maps").getAsJsonArray("maps"), REGISTRY);
    assertThat(counts.get("removed").getAsLong()).isEqualTo(1_001);
    assertThat(counts.get("missed").getAsLong()).isEqualTo(1);
    JsonObject hottest = null;
    for (JsonElement key : json.getAsJsonObject("hotkeys").getAsJsonArray("keys")) {
      if (key.getAsJsonObject().get("key").getAsString().equals("key 3")) {
        hottest = key.getAsJsonObject();
      }
    }
    assertThat(hottest).isNotNull();
    assertThat(hottest.get("estimate").getAsLong()).isEqualTo(100);
    assertThat(hottest.get("lower").getAsLong()).isEqualTo(100);
    assertThat(hottest.get("upper").getAsLong()).isEqualTo(100);
    assertThat(hottest.get("map").getAsString()).isEqualTo(REGISTRY);
    String sites = json.getAsJsonObject("sites").toString();
    assertThat(sites).contains(Deletions.class.getName() + ".deleteOne(Deletions.java:");
  }

  @Test
  void report_burstFasterThanAnyDrain_intervalsHoldTheTruth() throws Exception {
    Path report = folder.resolve("report.json");
    try (AgentProcess program =
        AgentProcess.in(folder)
            .program(Deletions.class.getName(), "1000000")
            .moreAgentOptions("report.file=" + report)
            .start()) {
      assertThat(program.waitFor()).isZero();
    }
    JsonObject hotKeys =
        JsonParser.parseString(Files.readString(report))
            .getAsJsonObject()
            .getAsJsonObject("hotkeys");
    assertThat(hotKeys.get("deletions").getAsDouble()).isBetween(700_000.0, 1_300_000.0);
    int known = 0;
    for (JsonElement element : hotKeys.getAsJsonArray("keys")) {
      JsonObject key = element.getAsJsonObject();
      if (key.get("key").getAsString().startsWith("key ")) {
        known++;
        // Each interval may miss the truth by itself now and then; none may miss it by much.
        assertThat(key.get("lower").getAsDouble()).isLessThanOrEqualTo(100_000 * 1.2);
        assertThat(key.get("upper").getAsDouble()).isGreaterThanOrEqualTo(100_000 / 1.2);
      }
    }
    assertThat(known).isEqualTo(10);
  }

  @Test
  void disabled_killSwitch_oneLineAndNothingElse() throws Exception {
    try (AgentProcess program = deletions().agentOptions("enabled=false").start()) {
      assertThat(program.waitFor()).isZero();
      assertThat(program.err().lines()).hasSize(1);
      assertThat(program.err()).contains("off (enabled=false)");
    }
  }

  @Test
  void secondAgent_sameJvm_warnsAndTheFirstGoesOn() throws Exception {
    Path report = folder.resolve("report.json");
    try (AgentProcess program =
        deletions()
            .moreAgentOptions("report.file=" + report)
            .jvm("-javaagent:" + AgentProcess.JAR + "=http.enabled=false,report.file=" + report)
            .start()) {
      assertThat(program.waitFor()).isZero();
      assertThat(program.agentLines()).hasSize(2);
      assertThat(program.err()).containsOnlyOnce("this second one does nothing");
    }
    JsonObject json = JsonParser.parseString(Files.readString(report)).getAsJsonObject();
    JsonObject counts = find(json.getAsJsonObject("maps").getAsJsonArray("maps"), REGISTRY);
    assertThat(counts.get("removed").getAsLong()).isEqualTo(1_001);
  }

  @Test
  void port_taken_saidInTheStartLineAndCountingGoesOn() throws Exception {
    Path report = folder.resolve("report.json");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        AgentProcess program =
            // One that ended at once might end before its endpoints are tried.
            AgentProcess.in(folder)
                .program(Deletions.class.getName(), "1000", "2000")
                .agentOptions("http.port=" + taken.getLocalPort() + ",report.file=" + report)
                .start()) {
      assertThat(program.waitFor()).isZero();
      assertThat(program.err().lines()).hasSize(1);
      assertThat(program.err()).contains("endpoints off: cannot listen on 127.0.0.1:");
    }
    assertThat(Files.readString(report)).contains("\"removed\":1001");
  }

  @Test
  void configuration_allKindsOfMistakes_saidInOneLineAndApplicationRunsOn() throws Exception {
    try (AgentProcess program =
        deletions()
            .moreAgentOptions(
                "config="
                    + folder.resolve("missing.properties")
                    + ",sample.budgte=5,keys.display=no")
            .jvm("-Dtombstone.report.interval=often", "-Dtombstone.nonsense=1")
            .environment("TOMBSTONE_SAMPLE_RATIO", "1/3")
            .start()) {
      assertThat(program.waitFor()).isZero();
      assertThat(program.out()).startsWith("deleted 1000");
      assertThat(program.agentLines()).hasSize(2);
      assertThat(program.agentLines().get(1))
          .contains("missing.properties cannot be read")
          .contains("unknown key sample.budgte=*** (agent argument); did you mean sample.budget?")
          .contains("keys.display=no is not allowed; allowed: plain, hash, off")
          .contains("report.interval=often is not allowed")
          .contains("unknown key nonsense=*** (system property)")
          .contains("sample.ratio=1/3 is not allowed");
    }
  }

  @Test
  void configuration_badPort_endpointsStayOff() throws Exception {
    try (AgentProcess program = deletions().agentOptions("http.port=99999").start()) {
      assertThat(program.waitFor()).isZero();
      assertThat(program.err()).contains("endpoints off", "http.port=99999 is not allowed");
    }
  }

  @Test
  void report_unwritablePath_oneWarning() throws Exception {
    try (AgentProcess program =
        deletions()
            .moreAgentOptions("report.file=" + folder.resolve("no/such/report.json"))
            .start()) {
      assertThat(program.waitFor()).isZero();
      assertThat(program.agentLines()).hasSize(2);
      assertThat(program.err()).containsOnlyOnce("report.json cannot be written: no folder");
    }
  }

  @Test
  void tools_withJavaToolOptions_sayOneLineAndWork() throws Exception {
    Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + AgentProcess.JAR);
    Path copy = Files.copy(AgentProcess.JAR, folder.resolve("a copy.jar"));
    for (List<String> command :
        List.of(
            List.of(AgentProcess.java("java"), "-version"),
            List.of(AgentProcess.java("javac"), "-version"),
            List.of(AgentProcess.java("jar"), "--version"),
            List.of(AgentProcess.java("keytool"), "-help"),
            List.of(AgentProcess.java("jcmd"), "-l"),
            List.of(AgentProcess.java("java"), "-jar", AgentProcess.JAR.toString(), "--help"),
            List.of(AgentProcess.java("java"), "-jar", copy.toString(), "--help"))) {
      try (AgentProcess tool = AgentProcess.start(folder, command, environment)) {
        assertThat(tool.waitFor()).as(command + " " + tool.err()).isZero();
        assertThat(tool.agentLines()).as(command.toString()).hasSize(1);
        assertThat(tool.err()).contains("not started in");
      }
    }
  }

  @Test
  void securityManager_rightsForTheJarOrNone_countsOrSaysWhyNot() throws Exception {
    String[] options = Policy.withRightsForTheJar(folder, "shutdownHooks");
    Path report = folder.resolve("report.json");
    try (AgentProcess program =
        deletions().jvm(options).moreAgentOptions("report.file=" + report).start()) {
      assertThat(program.waitFor()).as(program.err()).isZero();
      assertThat(program.agentLines()).hasSize(1);
    }
    assertThat(Files.readString(report))
        .contains("\"removed\":1001", "\"estimate\":100,", "\"degraded\":[]");
    options = Policy.withoutRightsForTheJar(folder, "shutdownHooks");
    try (AgentProcess program = deletions().jvm(options).start()) {
      assertThat(program.waitFor()).as(program.err()).isZero();
      assertThat(program.out()).startsWith("deleted 1000");
      assertThat(program.agentLines()).hasSize(1);
      assertThat(program.err()).contains("not started, the application runs on without it");
    }
  }

  @Test
  void sourceLauncher_singleFileProgram_isInstrumented() throws Exception {
    Path source = folder.resolve("Single.java");
    Files.writeString(
        source,
        "class Single { public static void main(String[] a) {"
            + " var m = new java.util.TreeMap<String, String>(); m.put(\"k\", \"v\");"
            + " m.remove(\"k\"); System.out.println(\"done\"); } }");
    try (AgentProcess program = AgentProcess.in(folder).program(source.toString()).start()) {
      assertThat(program.waitFor()).as(program.err()).isZero();
      assertThat(program.err()).contains("classes instrumented");
    }
  }

  @Test
  void classDataSharing_ofTheApplication_staysOn() throws Exception {
    try (AgentProcess program = deletions().jvm("-Xshare:auto", "-Xlog:cds").start()) {
      assertThat(program.waitFor()).isZero();
      assertThat(program.out() + program.err())
          .doesNotContainIgnoringCase("sharing is only supported for boot loader classes");
    }
  }

  /** Linking one takes 50 ms of every start: decision 15. */
  @Test
  void start_linksNoRecordsOwnHash() throws Exception {
    Path loaded = folder.resolve("loaded.txt");
    try (AgentProcess program =
        AgentProcess.in(folder)
            .program(Deletions.class.getName(), "1000", "1000")
            .jvm("-Xlog:class+load:file=" + loaded)
            .start()) {
      assertThat(program.waitFor()).isZero();
      assertThat(program.err()).contains("http://");
    }
    assertThat(loaded)
        .content()
        .contains("java.util.HashMap", "dev.tombstone.assembly.AgentStarter")
        .doesNotContain("java.lang.runtime.ObjectMethods");
  }

  private AgentProcess.Builder deletions() {
    return AgentProcess.in(folder).program(Deletions.class.getName(), "1000");
  }

  private static JsonObject find(JsonArray maps, String mapClass) {
    for (JsonElement map : maps) {
      if (map.getAsJsonObject().get("map").getAsString().equals(mapClass)) {
        return map.getAsJsonObject();
      }
    }
    throw new AssertionError("no " + mapClass + " in " + maps);
  }
}
