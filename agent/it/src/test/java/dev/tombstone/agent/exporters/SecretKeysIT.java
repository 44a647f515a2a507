package dev.tombstone.agent.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.attach.CommandLineProcess;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.SecretKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing that leaves the process, by whichever way, holds a key, its hash code, or its class where
 * that tells it.
 */
class SecretKeysIT {
  private static final Path PUBLIC_NAMES = Path.of("../../docs/public-names.txt");

  private static final List<String> QUERIES =
      List.of(
          "hotkeys?k=1000",
          "hotkeys?window=all&k=1000",
          "hotkeys?window=1h&k=1000&map=java.util.HashMap&op=remove",
          "sites?window=all&k=1000",
          "flamegraph?format=collapsed&window=all",
          "flamegraph?format=json&window=all",
          "hotkeys/sketch?window=all");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"off", "hash"})
  void everyWayOut_keysNotShown_holdsNoTraceOfAKey(String display) throws Exception {
    Map<String, Set<String>> traces = new LinkedHashMap<>();
    everythingThatLeaves(display).forEach((way, content) -> traces.put(way, tracesIn(content)));
    traces.values().removeIf(Set::isEmpty);
    assertThat(traces).isEmpty();
  }

  /** That the test would see them. */
  @Test
  void everyWayOut_keysShown_holdsTraces() throws Exception {
    Map<String, String> all = everythingThatLeaves("plain");
    for (String way :
        List.of("/hotkeys", "/hotkeys/sketch", "/report", "/findings", "report", "MBean", "JFR")) {
      assertThat(tracesIn(all.getOrDefault(way, ""))).as(way).isNotEmpty();
    }
  }

  private static Set<String> tracesIn(String content) {
    return SecretKeys.traces().stream()
        .filter(trace -> isIn(content, trace))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Digits within longer ones are a part of some random number. */
  private static boolean isIn(String content, String trace) {
    boolean digits = trace.chars().allMatch(SecretKeysIT::isDigit);
    int at = content.indexOf(trace);
    while (at >= 0) {
      int end = at + trace.length();
      boolean within =
          (at > 0 && (isDigit(content.charAt(at - 1)) || content.charAt(at - 1) == '.'))
              || (end < content.length() && isDigit(content.charAt(end)));
      if (!digits || !within) {
        return true;
      }
      at = content.indexOf(trace, at + 1);
    }
    return false;
  }

  private static boolean isDigit(int character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
  }

  private Map<String, String> everythingThatLeaves(String display) throws Exception {
    Map<String, String> all = new LinkedHashMap<>();
    Path report = folder.resolve("report.json");
    Path recording = folder.resolve("recording.jfr");
    try (Collector collector = new Collector();
        AgentProcess program =
            AgentProcess.in(folder)
                .moreAgentOptions("detectors=all,sample.ratio=1,keys.display=" + display)
                .moreAgentOptions("export.jfr.enabled=true,export.jmx.enabled=true")
                .moreAgentOptions("export.otlp.enabled=true,report.file=" + report)
                .environment("OTEL_EXPORTER_OTLP_ENDPOINT", collector.address())
                .environment("OTEL_METRIC_EXPORT_INTERVAL", "500")
                .jvm("-XX:StartFlightRecording=filename=" + recording)
                .program(SecretKeys.class.getName())
                .start()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(100))
          .until(() -> program.get("/findings").body(), SecretKeysIT::holdsAllHazards);
      program.send("bean");
      program.awaitOut("printed");
      all.put("MBean", program.out());
      for (String path : paths()) {
        all.put(path, program.get(path).body());
      }
      for (String query : QUERIES) {
        all.put(query, program.get("/" + query).body());
      }
      program.endInput();
      assertThat(program.waitFor()).isZero();
      all.put("standard error", program.err());
      all.put("OTLP", collector.requests.toString());
    }
    all.put("report", Files.readString(report));
    all.put("recording", new String(Files.readAllBytes(recording), StandardCharsets.ISO_8859_1));
    all.put(
        "JFR",
        CommandLineProcess.run(
                List.of(
                    AgentProcess.java("jfr"),
                    "print",
                    "--events",
                    "tombstone.*",
                    recording.toString()))
            .out());
    all.put("check", CommandLineProcess.tombstone("check", report.toString()).out());
    assertThat(all).doesNotContainValue("");
    return all;
  }

  private static boolean holdsAllHazards(String findings) {
    return findings.contains("mutated-key")
        && findings.contains("never-hits")
        && findings.contains("removal-while-iterating");
  }

  /** Every endpoint there is. */
  private static List<String> paths() throws Exception {
    return Files.readAllLines(PUBLIC_NAMES).stream()
        .filter(line -> line.startsWith("endpoint "))
        .map(line -> line.substring("endpoint ".length()))
        .toList();
  }
}
