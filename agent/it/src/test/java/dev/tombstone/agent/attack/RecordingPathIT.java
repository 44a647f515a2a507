package dev.tombstone.agent.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.process.Policy;
import dev.tombstone.agent.programs.Names;
import dev.tombstone.agent.programs.hostile.EndOfStack;
import dev.tombstone.agent.programs.hostile.HostileThreads;
import dev.tombstone.agent.programs.hostile.StoppedThreads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a thread of the application may do to the recording path, and must not notice of it. */
class RecordingPathIT {
  private static final String ROUNDS = "120";
  private static final Pattern FAMILY = Pattern.compile("family (\\w+) broken (\\d+) left (\\d+)");

  private static final List<String> COMPILED =
      List.of(
          "-Xbatch",
          "-XX:CompileCommand=quiet",
          "-XX:CompileCommand=exclude,dev.tombstone.hook.*::*");

  /** What {@link #COMPILED} alone breaks, found out once. */
  private static final Map<String, int[]> BARE = new TreeMap<>();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"none", "all"})
  void firstDeletions_atTheEndOfAStack_breakNothingOfTheJdk(String detectors) throws Exception {
    JsonObject report =
        reportOf("detectors=" + detectors, List.of(), EndOfStack.class.getName(), "first");
    assertThat(out()).contains("1\n{1=1} 693\n");
    assertThat(removed(report, EndOfStack.class.getName() + "$Healthy")).isEqualTo(10_000);
    assertNothingSwitchedOff(report);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "1/1048576"})
  void threads_thatBeginWithAnOverflow_loseNoLaterCount(String ratio) throws Exception {
    JsonObject report =
        reportOf("sample.ratio=" + ratio, List.of(), EndOfStack.class.getName(), "threads");
    assertThat(removed(report, EndOfStack.class.getName() + "$Healthy")).isEqualTo(400_000);
    assertNothingSwitchedOff(report);
  }

  /**
   * Where the JDK's methods are compiled and the hook's are not, its calls need more stack than
   * anything else in a removal. What the JDK's own code breaks is broken without an agent as well.
   */
  @ParameterizedTest
  @ValueSource(strings = {"none", "removal-while-iterating"})
  void deletions_atTheEndOfAStack_leaveMapsAsWholeAsBare(String detectors) throws Exception {
    if (BARE.isEmpty()) {
      BARE.putAll(families(run("", false, COMPILED)));
    }
    reportOf("detectors=" + detectors, COMPILED, EndOfStack.class.getName(), "maps", ROUNDS);
    Map<String, int[]> with = families(out());
    assertThat(with.keySet()).hasSize(8).isEqualTo(BARE.keySet());
    with.forEach(
        (family, figures) -> {
          if (Objects.requireNonNull(BARE.get(family))[0] == 0) {
            assertThat(figures[0]).as("%s broken", family).isZero();
          }
        });
  }

  /** In the interpreter stacks end anywhere, and of what leaves nothing is lost. */
  @Test
  void deletions_atTheEndOfAStack_areCountedToTheLastOne() throws Exception {
    JsonObject report = reportOf("", List.of("-Xint"), EndOfStack.class.getName(), "maps", ROUNDS);
    Map<String, int[]> with = families(out());
    for (String exact : List.of("HashMap", "LinkedHashMap", "WeakHashMap", "IdentityHashMap")) {
      int[] figures = Objects.requireNonNull(with.get(exact));
      assertThat(removed(report, "java.util." + exact)).as(exact).isEqualTo(figures[1]);
    }
  }

  @Test
  void hostileThreads_noneOfTheirMethodsIsCalled() throws Exception {
    JsonObject report =
        reportOf("detectors=all,sample.ratio=1", List.of(), HostileThreads.class.getName());
    assertThat(out()).contains("deletions 40000 calls 0");
    assertThat(removed(report, HostileThreads.class.getName() + "$Deletions")).isEqualTo(40_000);
    assertNothingSwitchedOff(report);
  }

  @Test
  void securityManager_stacksAreSeenAndNothingFails() throws Exception {
    String[] options = Policy.withRightsForTheJar(folder, "enableContextClassLoaderOverride");
    JsonObject report =
        reportOf("detectors=all,sample.ratio=1", List.of(options), HostileThreads.class.getName());
    assertThat(removed(report, HostileThreads.class.getName() + "$Deletions")).isEqualTo(40_000);
    assertThat(report.getAsJsonObject("sites").toString()).contains("HostileThreads.delete");
    assertThat(report.getAsJsonObject("findings").toString())
        .contains("never-hits", "HostileThreads.delete");
    assertNothingSwitchedOff(report);
  }

  @ParameterizedTest
  @ValueSource(strings = {"detectors=none,sample.ratio=1/1048576", "detectors=all,sample.ratio=1"})
  void stoppedThreads_allHearOfIt(String options) throws Exception {
    Assumptions.assumeTrue(AgentProcess.feature() < 20, "threads cannot be stopped");
    reportOf(options, List.of(), StoppedThreads.class.getName());
    assertThat(out()).contains("stopped 300 of 300");
  }

  @Test
  void threadsWithoutANameOfTheApplication_haveTheNumbersTheyHaveBare() throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder)
            .moreAgentOptions("detectors=all,export.jmx.enabled=true,export.jfr.enabled=true")
            .program(Names.class.getName())
            .start()) {
      assertThat(program.get("/metrics").statusCode()).isEqualTo(200);
      assertThat(program.get("/findings").statusCode()).isEqualTo(200);
      program.send("go");
      assertThat(program.waitFor()).isZero();
      assertThat(program.out()).contains("pool-1-thread-1\nThread-0\nTimer-0\ndone");
    }
  }

  private JsonObject reportOf(String options, List<String> jvm, String... program)
      throws Exception {
    Path file = folder.resolve("report.json");
    run("http.enabled=false,report.file=" + file + "," + options, true, jvm, program);
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private String run(String options, boolean agent, List<String> jvm, String... program)
      throws Exception {
    AgentProcess.Builder builder =
        AgentProcess.in(folder)
            .jvm(jvm.toArray(new String[0]))
            .agentOptions(options)
            .program(
                program.length == 0
                    ? new String[] {EndOfStack.class.getName(), "maps", ROUNDS}
                    : program);
    if (!agent) {
      builder.withoutAgent();
    }
    try (AgentProcess process = builder.start()) {
      int exitCode = process.waitFor();
      assertThat(exitCode).as(process.err()).isZero();
      return process.out();
    }
  }

  private String out() throws Exception {
    return Files.readString(folder.resolve("out.txt"));
  }

  private static Map<String, int[]> families(String out) {
    Map<String, int[]> families = new TreeMap<>();
    for (MatchResult match : FAMILY.matcher(out).results().toList()) {
      families.put(
          match.group(1),
          new int[] {Integer.parseInt(match.group(2)), Integer.parseInt(match.group(3))});
    }
    return families;
  }

  private static long removed(JsonObject report, String mapClass) {
    for (JsonElement map : report.getAsJsonObject("maps").getAsJsonArray("maps")) {
      if (map.getAsJsonObject().get("map").getAsString().equals(mapClass)) {
        return map.getAsJsonObject().get("removed").getAsLong();
      }
    }
    return 0;
  }

  private static void assertNothingSwitchedOff(JsonObject report) {
    assertThat(report.getAsJsonObject("meta").getAsJsonObject("health").toString())
        .doesNotContain("not counted", "counted only", "switched off", "errors of the agent's own");
  }
}
