package dev.tombstone.agent.startup;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.tombstone.agent.attach.CommandLineProcess;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.hostile.HostileNames;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is named by others is data wherever it is written, and no line and no command. */
class HostileNamesIT {
  @TempDir Path folder;

  @Test
  void namesOfThreadsAndClasses_inLinesAndAnswers_areHarmless() throws Exception {
    Path report = folder.resolve("report.json");
    try (AgentProcess program =
        AgentProcess.in(folder)
            .moreAgentOptions("sample.ratio=1,report.file=" + report)
            .moreAgentOptions("\u001b[2Jkey=1,export.jfr.enabled=\u202eno\n\u001b")
            .program(HostileNames.class.getName())
            .start()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> program.get("/findings").body().contains("mutated-key"));
      for (String path : List.of("/findings", "/maps", "/hotkeys", "/sites", "/healthz")) {
        assertHarmless(path, program.get(path).body());
      }
      assertThat(threadOf(program.json("/findings"))).isEqualTo(HostileNames.THREAD);
      assertMetricsAreLines(program.get("/metrics").body());
      assertThat(program.get("/flamegraph?window=all").body()).doesNotContain("\u001b", "\u202e");
      assertThat(program.get("/flamegraph?window=all&format=collapsed").body().lines())
          .isNotEmpty()
          .allMatch(line -> line.matches("\\S+ \\d+"));
      program.endInput();
      assertThat(program.waitFor()).isZero();
      assertHarmless("standard error", program.err());
      assertThat(program.err().lines())
          .anyMatch(line -> line.contains("mutated-key") && line.contains("\\u001b"))
          .noneMatch(line -> line.startsWith("tombstone: faked"));
    }
    CommandLineProcess check = CommandLineProcess.tombstone("check", report.toString());
    assertHarmless("check", check.out() + check.err());
    assertThat(check.out()).contains("mutated-key");
  }

  @Test
  void collectorThatAnswersCommands_inTheLog_isHarmlessAndNoSecretIsRepeated() throws Exception {
    try (ServerSocket collector = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        AgentProcess program =
            AgentProcess.in(folder)
                .moreAgentOptions("export.otlp.enabled=true,http.tls.password=GEHEIM,GEHEIM")
                .environment(
                    "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
                    "http://user:GEHEIM@127.0.0.1:" + collector.getLocalPort() + "/GEHEIM?GEHEIM")
                .environment("OTEL_METRIC_EXPORT_INTERVAL", "100")
                .program(HostileNames.class.getName())
                .start()) {
      try (Socket push = collector.accept()) {
        push.getOutputStream()
            .write("HTTP/1.1 500 \u001b[2J\u0007\u009b\n".getBytes(StandardCharsets.ISO_8859_1));
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> program.err().contains("answered HTTP/1.1 500"));
      }
      assertHarmless("standard error", program.err().replace("\tat ", ""));
      assertThat(program.err())
          .contains("http://127.0.0.1:" + collector.getLocalPort() + " answered")
          .contains("http.tls.password", "endpoints off")
          .doesNotContain("GEHEIM");
    }
  }

  private static String threadOf(JsonObject findings) {
    return findings
        .getAsJsonArray("findings")
        .get(0)
        .getAsJsonObject()
        .getAsJsonArray("threads")
        .get(0)
        .getAsJsonObject()
        .get("name")
        .getAsString();
  }

  /** A name that ended a line would leave half a sample. */
  private static void assertMetricsAreLines(String metrics) {
    assertThat(metrics).contains("HostileNames$M\\n\u001bc2J");
    assertThat(metrics.split("\n"))
        .allMatch(
            line -> line.startsWith("# ") || line.matches("(?s)\\w+(\\{.*})? [\\d.E+NaInf-]+"));
  }

  private static void assertHarmless(String where, String text) {
    assertThat(text.codePoints().filter(c -> c != '\n' && !isSeen(c)).boxed().toList())
        .as(where)
        .isEmpty();
  }

  private static boolean isSeen(int c) {
    return !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT && c != 0x2028;
  }
}
