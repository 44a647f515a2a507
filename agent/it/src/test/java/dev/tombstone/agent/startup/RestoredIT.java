package dev.tombstone.agent.startup;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.RestoredMaps;
import dev.tombstone.agent.programs.Restorer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another agent puts the JDK's own class files back in the place of the woven ones. */
@Execution(ExecutionMode.CONCURRENT)
class RestoredIT {
  private static final String HASH_MAP = "java.util.HashMap";
  private static final String TREE_MAP = "java.util.TreeMap";
  private static final String RETRANSFORMING = "sun.instrument.InstrumentationImpl";
  private static final String REPLACED = "its code was replaced by another agent";

  /** Their bodies call the hook themselves. */
  private static final List<String> FUNNELS =
      List.of(
          HASH_MAP,
          "java.util.HashMap$EntrySet",
          "java.util.HashMap$HashIterator",
          "java.util.HashMap$KeySet",
          "java.util.LinkedHashMap",
          "java.util.LinkedHashMap$LinkedEntrySet",
          "java.util.LinkedHashMap$LinkedHashIterator",
          "java.util.LinkedHashMap$LinkedKeySet",
          TREE_MAP,
          "java.util.TreeMap$DescendingKeyIterator",
          "java.util.TreeMap$EntrySet",
          "java.util.TreeMap$NavigableSubMap",
          "java.util.TreeMap$NavigableSubMap$EntrySetView",
          "java.util.TreeMap$NavigableSubMap$SubMapIterator",
          "java.util.TreeMap$PrivateEntryIterator",
          "java.util.TreeMap$Values",
          "java.util.WeakHashMap",
          "java.util.WeakHashMap$KeySet",
          "java.util.IdentityHashMap",
          "java.util.IdentityHashMap$IdentityHashMapIterator",
          "java.util.EnumMap",
          "java.util.EnumMap$EnumMapIterator",
          "java.util.EnumMap$Values",
          "java.util.Hashtable",
          "java.util.Hashtable$EntrySet",
          "java.util.Hashtable$Enumerator",
          "java.util.concurrent.ConcurrentHashMap",
          "java.util.concurrent.ConcurrentSkipListMap",
          "java.util.concurrent.ConcurrentSkipListMap$SubMap");

  /** Their bodies say what a deletion is called. */
  private static final List<String> SCOPES =
      List.of(
          "java.util.AbstractCollection",
          "java.util.AbstractMap",
          "java.util.AbstractSet",
          "java.util.Collection",
          "java.util.Collections$CheckedMap$CheckedEntrySet",
          "java.util.IdentityHashMap$EntrySet",
          "java.util.IdentityHashMap$KeySet",
          "java.util.IdentityHashMap$Values",
          "java.util.Map",
          "java.util.Properties",
          "java.util.WeakHashMap$HashIterator",
          "java.util.concurrent.ConcurrentHashMap$BaseIterator",
          "java.util.concurrent.ConcurrentHashMap$CollectionView",
          "java.util.concurrent.ConcurrentHashMap$EntrySetView",
          "java.util.concurrent.ConcurrentHashMap$KeySetView",
          "java.util.concurrent.ConcurrentHashMap$ValuesView",
          "java.util.concurrent.ConcurrentMap",
          "java.util.concurrent.ConcurrentSkipListMap$EntrySet",
          "java.util.concurrent.ConcurrentSkipListMap$Iter",
          "java.util.concurrent.ConcurrentSkipListMap$SubMap$SubMapIter",
          "java.util.concurrent.ConcurrentSkipListMap$Values",
          "java.util.concurrent.ConcurrentSkipListSet");

  @TempDir Path folder;
  private Path restorer;

  @BeforeEach
  void makeJar() throws Exception {
    restorer = folder.resolve("restorer.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", Restorer.class.getName());
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    manifest.getMainAttributes().putValue("Can-Redefine-Classes", "true");
    new JarOutputStream(Files.newOutputStream(restorer), manifest).close();
  }

  @Test
  void noOtherAgent_nothingToSay() throws Exception {
    try (AgentProcess program = start(false, "")) {
      tell(program, "remove", 1);
      TimeUnit.SECONDS.sleep(3);
      assertThat(degraded(program)).isEmpty();
      assertThat(counted(program)).isEqualTo(RestoredMaps.REMOVED);
      assertThat(program.agentLines()).hasSize(1);
    }
  }

  @Test
  void restoredOnce_byAnAgentLoadedLater_isSaidAndCountsAgain() throws Exception {
    try (AgentProcess program = start(false, "")) {
      tell(program, "restore once " + HASH_MAP, 1);
      Awaitility.await()
          .atMost(30, TimeUnit.SECONDS)
          .untilAsserted(
              () -> assertThat(degraded(program)).contains(HASH_MAP).contains("counts again"));
      assertThat(coverage(program, HASH_MAP)).isEqualTo("instrumented|");
      long before = counted(program);
      tell(program, "remove", 2);
      assertThat(counted(program)).isEqualTo(before + RestoredMaps.REMOVED);
      assertThat(program.agentLines()).hasSize(3);
    }
  }

  /** It changes nothing, so nothing is lost, not even until the agent looks. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void retransformedByAnotherAgent_whileCounting_losesNoCount(boolean first) throws Exception {
    try (AgentProcess program = start(first, "")) {
      tell(program, "touch " + HASH_MAP + " " + TREE_MAP, 1);
      assertThat(counted(program)).isEqualTo(RestoredMaps.TOUCHED_REMOVED);
      tell(program, "touch " + RETRANSFORMING + " " + HASH_MAP, 2);
      assertThat(counted(program)).isEqualTo(2 * RestoredMaps.TOUCHED_REMOVED);
      assertThat(degraded(program)).isEmpty();
      assertThat(coverage(program, HASH_MAP)).isEqualTo("instrumented|");
      assertThat(program.agentLines()).hasSize(1);
    }
  }

  /** It does so without an agent. */
  @Test
  void retransformedByTheFlightRecorder_losesNoCount() throws Exception {
    Assumptions.assumeTrue(AgentProcess.feature() >= 25, "no method is traced");
    String timing = "-XX:StartFlightRecording:method-timing=" + HASH_MAP + "::removeNode";
    try (AgentProcess program = start(false, "", timing)) {
      tell(program, "remove", 1);
      assertThat(counted(program)).isEqualTo(RestoredMaps.REMOVED);
      assertThat(degraded(program)).isEmpty();
    }
  }

  /** The JVM shows it the class first, and the agent what it made of it. */
  @ParameterizedTest
  @ValueSource(strings = {"once", "stay"})
  void restored_byAnAgentLoadedEarlier_counts(String how) throws Exception {
    try (AgentProcess program = start(true, "")) {
      tell(program, "restore " + how + " " + HASH_MAP, 1);
      tell(program, "remove", 2);
      TimeUnit.SECONDS.sleep(2);
      assertThat(degraded(program)).isEmpty();
      assertThat(coverage(program, HASH_MAP)).isEqualTo("instrumented|");
      assertThat(counted(program)).isEqualTo(RestoredMaps.REMOVED);
    }
  }

  @Test
  void restoredAtStart_byAnAgentLoadedEarlier_counts() throws Exception {
    try (AgentProcess program = start(true, HASH_MAP)) {
      tell(program, "remove", 1);
      assertThat(degraded(program)).isEmpty();
      assertThat(counted(program)).isEqualTo(RestoredMaps.REMOVED);
    }
  }

  @Test
  void restoredAtStart_byAnAgentLoadedLater_isSaidAndStaysSaid() throws Exception {
    try (AgentProcess program = start(false, HASH_MAP)) {
      tell(program, "remove", 1);
      assertLost(program);
      assertThat(program.agentLines()).hasSize(3);
    }
  }

  @Test
  void restoredAgainAndAgain_staysLostAndIsSaid() throws Exception {
    try (AgentProcess program = start(false, "")) {
      tell(program, "restore fight " + HASH_MAP, 1);
      tell(program, "remove", 2);
      assertLost(program);
      assertThat(program.agentLines()).hasSizeBetween(2, 8);
    }
  }

  @Test
  void restored_everyClassThatCallsTheHook_isNamed() throws Exception {
    assertNamed(FUNNELS);
  }

  @Test
  void restored_everyClassThatNamesDeletions_isNamed() throws Exception {
    assertNamed(SCOPES);
  }

  private void assertNamed(List<String> types) throws Exception {
    List<String> sorted = new ArrayList<>(new TreeSet<>(types));
    try (AgentProcess program = start(false, "")) {
      tell(program, "restore once " + String.join(" ", types), 1);
      Awaitility.await()
          .atMost(30, TimeUnit.SECONDS)
          .untilAsserted(
              () ->
                  assertThat(degraded(program))
                      .contains(
                          String.join(", ", sorted.subList(0, 4))
                              + " and "
                              + (sorted.size() - 4)
                              + " more"));
    }
  }

  private static void assertLost(AgentProcess program) throws Exception {
    Awaitility.await()
        .atMost(90, TimeUnit.SECONDS)
        .untilAsserted(
            () ->
                assertThat(degraded(program))
                    .contains("deletions by way of " + HASH_MAP + " are not counted")
                    .contains("tried 3 of 3 times"));
    assertThat(coverage(program, HASH_MAP)).isEqualTo("lost|" + HASH_MAP + ": " + REPLACED);
    assertThat(coverage(program, "java.util.LinkedHashMap"))
        .isEqualTo("lost|" + HASH_MAP + ": " + REPLACED);
    assertThat(coverage(program, RestoredMaps.Ledger.class.getName())).startsWith("lost|");
    assertThat(coverage(program, TREE_MAP)).isEqualTo("instrumented|");
  }

  private AgentProcess start(boolean first, String restored, String... jvm) throws Exception {
    String other = "-javaagent:" + restorer + "=" + restored;
    String own =
        "-javaagent:"
            + AgentProcess.JAR
            + "=http.port=0,cpu.limit=off,http.port.file="
            + folder.resolve("port");
    return AgentProcess.in(folder)
        .withoutAgent()
        .jvm(jvm)
        .jvm(first ? other : own, first ? own : other)
        .program(RestoredMaps.class.getName())
        .start();
  }

  private static void tell(AgentProcess program, String line, int number) throws Exception {
    program.send(line);
    program.awaitOut(line.split(" ", 2)[0] + ": " + number);
  }

  private static String degraded(AgentProcess program) throws Exception {
    return String.join("; ", program.degraded());
  }

  private static String coverage(AgentProcess program, String map) throws Exception {
    for (JsonElement element : program.json("/coverage").getAsJsonArray("maps")) {
      JsonObject row = element.getAsJsonObject();
      if (row.get("map").getAsString().equals(map)) {
        return row.get("status").getAsString() + "|" + row.get("reason").getAsString();
      }
    }
    return "none";
  }

  private static long counted(AgentProcess program) throws Exception {
    for (JsonElement element : program.json("/maps").getAsJsonArray("maps")) {
      JsonObject row = element.getAsJsonObject();
      if (row.get("map").getAsString().equals(RestoredMaps.Ledger.class.getName())) {
        return row.get("removed").getAsLong();
      }
    }
    return 0;
  }
}
