package dev.tombstone.agent.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.process.Policy;
import dev.tombstone.agent.programs.hostile.FullHeap;
import dev.tombstone.agent.programs.hostile.InterruptsAll;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("alone")
class AgentThreadsIT {
  /** Of a processor, in percent; a thread that spins takes all of one. */
  private static final long MOST_PERCENT = 40;

  @TempDir Path folder;

  @Test
  void heapFullAgainAndAgain_programRunsOnAndSoDoesTheAgent() throws Exception {
    Path report = folder.resolve("report.json");
    try (AgentProcess program =
        AgentProcess.in(folder)
            .jvm("-Xmx32m", "-XX:+UseSerialGC")
            .moreAgentOptions("report.file=" + report + ",report.interval=1s,detectors=all")
            .program(FullHeap.class.getName(), "4", "1000", "60000")
            .start()) {
      program.awaitOut("filled");
      // A server whose threads the full heap has ended is there again a second later, and closes
      // connections that it had meanwhile.
      await(() -> program.get("/metrics").body().contains("tombstone_removals_total"));
      await(() -> program.get("/findings").statusCode() == 200);
      await(() -> program.get("/healthz").body().contains("OutOfMemoryError"));
      Files.deleteIfExists(report);
      program.send("end");
      assertThat(program.waitFor()).as(program.err()).isZero();
      assertThat(program.err().lines()).hasSize(1);
    }
    assertThat(report).content().contains("java.util.HashMap");
  }

  @Test
  void securityManager_exitByTheApplication_reportIsWritten() throws Exception {
    Path report = folder.resolve("report.json");
    String[] options =
        Policy.withRightsForTheJar(folder, "exitVM.*", "setDefaultUncaughtExceptionHandler");
    try (AgentProcess program =
        AgentProcess.in(folder)
            .jvm(options)
            .moreAgentOptions("report.file=" + report)
            .program(FullHeap.class.getName(), "0", "0", "500")
            .start()) {
      assertThat(program.waitFor()).as(program.err()).isZero();
    }
    assertThat(report).content().contains("java.util.HashMap");
  }

  @Test
  void everyThreadInterrupted_noneOfTheAgentSpinsAndEndpointsAnswer() throws Exception {
    Path report = folder.resolve("report.json");
    try (AgentProcess program =
        AgentProcess.in(folder)
            .moreAgentOptions("report.file=" + report + ",report.interval=1s")
            .moreAgentOptions("export.otlp.enabled=true,export.jmx.enabled=true")
            .moreAgentOptions("export.jfr.enabled=true")
            .environment("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
            .program(InterruptsAll.class.getName(), "3000", "60000")
            .start()) {
      program.awaitOut("percent");
      Matcher share = Pattern.compile("share (-?\\d+) percent").matcher(program.out());
      assertThat(share.find()).isTrue();
      assertThat(Long.parseLong(share.group(1))).isLessThan(MOST_PERCENT);
      assertThat(program.get("/metrics").body()).contains("tombstone_removals_total");
      assertThat(program.get("/healthz").body()).doesNotContain("thread", "http");
      Files.deleteIfExists(report);
      program.send("end");
      assertThat(program.waitFor()).as(program.err()).isZero();
    }
    assertThat(report).content().contains("java.util.HashMap");
  }

  private static void await(Callable<Boolean> answer) {
    Awaitility.await().atMost(Duration.ofSeconds(100)).ignoreExceptions().until(answer);
  }
}
