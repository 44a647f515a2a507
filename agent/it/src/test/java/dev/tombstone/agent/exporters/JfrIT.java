package dev.tombstone.agent.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.attach.CommandLineProcess;
import dev.tombstone.agent.attach.Leftovers;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.BusyMaps;
import dev.tombstone.agent.programs.Deletions;
import dev.tombstone.agent.programs.races.BrokenMaps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events, recorded by {@code jcmd} and read back by {@code jfr print}. */
class JfrIT {
  private static final String ON = "export.jfr.enabled=true";
  private static final String SETTINGS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <configuration version="2.0">
        <event name="tombstone.HotKey"><setting name="period">200 ms</setting></event>
        <event name="tombstone.RemovalCount"><setting name="period">200 ms</setting></event>
      </configuration>
      """;

  @TempDir Path folder;

  @Test
  void recording_ofBrokenMaps_holdsEveryEvent() throws Exception {
    Path go = folder.resolve("go");
    try (AgentProcess program =
        AgentProcess.in(folder)
            .moreAgentOptions(ON)
            .program(BrokenMaps.class.getName(), go.toString(), "100000")
            .start()) {
      awaitExporter(program);
      startRecording(program);
      Files.createFile(go);
      Awaitility.await()
          .atMost(Duration.ofSeconds(100))
          .until(() -> program.json("/findings").toString().contains("PROVEN"));
      Path file = folder.resolve("recording.jfr");
      dumpUntil(
          program,
          file,
          () ->
              !print(file, "tombstone.Finding").isBlank()
                  && !print(file, "tombstone.HotKey").isBlank());
      assertThat(print(file, "tombstone.Removal"))
          .containsPattern("tombstone.Removal \\{")
          .containsPattern("map = \"java.util.(Linked)?HashMap\"")
          .contains("operation = \"remove\"", "keyClass = \"java.lang.Integer\"")
          .containsPattern("removalTime = [\\d.]+ [nuµm]s")
          .containsPattern("weight = [1-9]")
          .contains("deletingThread = \"Thread-")
          .containsPattern("site = \"" + BrokenMaps.class.getName() + "\\.\\w+\\(BrokenMaps.java:");
      assertThat(print(file, "tombstone.Finding"))
          .contains("hazard = \"concurrent-removal\"", "grade = \"PROVEN\"", "BrokenMaps");
      assertThat(print(file, "tombstone.HotKey"))
          .containsPattern("rank = 1\\R")
          .containsPattern("share = [\\d.]+%");
      assertThat(print(file, "tombstone.RemovalCount"))
          .containsPattern("map = \"java.util.HashMap\"")
          .containsPattern("removed = [1-9]\\d+");
      assertThat(program.json("/healthz").toString()).doesNotContain("jfr");
    }
  }

  @Test
  void nothingRecorded_theRecorderIsNotStarted() throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder)
            .moreAgentOptions(ON)
            .program(Deletions.class.getName(), "1000", "60000")
            .start()) {
      awaitExporter(program);
      assertThat(Leftovers.classHistogram(program.pid()))
          .contains("dev.tombstone.exporters.jfr")
          .doesNotContain("jdk.jfr.internal.PlatformRecorder")
          .doesNotContain("dev.tombstone.exporters.jfr.RemovalJfrEvent");
      assertThat(jcmd(program, "JFR.check")).contains("No available recordings");
    }
  }

  @Test
  void off_noClassOfTheRecorderIsInUse() throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder).program(Deletions.class.getName(), "1000", "60000").start()) {
      program.get("/maps");
      assertThat(Leftovers.classHistogram(program.pid()))
          .doesNotContain("jdk.jfr.")
          .doesNotContain("dev.tombstone.exporters.jfr");
    }
  }

  @Test
  void detach_whileRecording_loaderIsGoneAndTheRecordingGoesOn() throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder).withoutAgent().program(BusyMaps.class.getName()).start().ready()) {
      for (int round = 0; round < 2; round++) {
        String pid = Long.toString(program.pid());
        CommandLineProcess.done("attach", pid, "http.port=0," + ON);
        if (round == 0) {
          startRecording(program);
        }
        Path file = folder.resolve("recording-" + round + ".jfr");
        dumpUntil(program, file, () -> print(file, "tombstone.Removal").contains("BusyMaps"));
        CommandLineProcess.done("detach", pid);
        assertThat(jcmd(program, "JFR.check")).contains("running");
        Leftovers.assertLoaderCollected(program.pid());
      }
      program.send("stop");
      assertThat(program.waitFor()).isZero();
      assertThat(program.out()).doesNotContain("FAULT");
    }
  }

  private void startRecording(AgentProcess program) throws Exception {
    Path settings = Files.writeString(folder.resolve("settings.jfc"), SETTINGS);
    assertThat(jcmd(program, "JFR.start", "name=r", "settings=" + settings))
        .contains("Started recording");
  }

  private static void dumpUntil(AgentProcess program, Path file, Callable<Boolean> isInIt) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              Files.deleteIfExists(file);
              jcmd(program, "JFR.dump", "name=r", "filename=" + file);
              return isInIt.call();
            });
  }

  private static void awaitExporter(AgentProcess program) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> jcmd(program, "Thread.print").contains("tombstone-jfr"));
  }

  private static String print(Path file, String event) throws Exception {
    return CommandLineProcess.run(
            List.of(AgentProcess.java("jfr"), "print", "--events", event, file.toString()))
        .out();
  }

  private static String jcmd(AgentProcess program, String... command) throws Exception {
    List<String> all = new java.util.ArrayList<>();
    all.add(AgentProcess.java("jcmd"));
    all.add(Long.toString(program.pid()));
    all.addAll(List.of(command));
    return CommandLineProcess.run(all).out();
  }
}
