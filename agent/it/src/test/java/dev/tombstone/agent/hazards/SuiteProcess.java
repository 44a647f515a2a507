package dev.tombstone.agent.hazards;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.suite.SuiteMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;

/**
 * Runs the programs of the suite under the agent, one after the other in one JVM, and says what the
 * detectors found during each. A JVM whose maps were corrupted so that a thread never leaves them,
 * or whose list of findings is filling up, is replaced by a new one.
 */
final class SuiteProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);

  /** By default all maps: a map that is not watched while it lives cannot be found. */
  private static final String MAPS_RATIO = System.getProperty("tombstone.suite.maps.ratio", "1");

  private static final int MOST_FINDINGS = 180;

  private final Path folder;
  private AgentProcess process;
  private long linesRead;

  /**
   * What became of one run.
   *
   * @param proven how often {@code concurrent-removal} was seen and proven
   * @param observed how often it was seen, and code of the application may have run inside
   * @param otherProven how often another hazard was proven
   * @param times how often a body ran
   * @param end {@code ok}, {@code hung}, or what a body threw
   */
  record Outcome(long proven, long observed, long otherProven, long times, String end) {}

  private record Counts(long proven, long observed, long otherProven, int findings) {}

  SuiteProcess(Path folder) throws IOException {
    this.folder = folder;
    process = start();
  }

  /**
   * Runs one for so long; if so told, until there is a finding of {@code concurrent-removal}.
   *
   * @param grade that ends it early
   */
  Outcome run(String name, long millis, Optional<String> grade) throws Exception {
    Counts before = counts();
    if (before.findings > MOST_FINDINGS) {
      replace();
      before = counts();
    }
    process.send("run " + millis + " " + name);
    String done = awaitDone(before, grade);
    Counts during = counts();
    String[] parts = done.split("\\|", 3);
    if (parts[2].equals("hung")) {
      replace();
    }
    return new Outcome(
        during.proven - before.proven,
        during.observed - before.observed,
        during.otherProven - before.otherProven,
        Long.parseLong(parts[1]),
        parts[2]);
  }

  @Override
  public void close() {
    process.close();
  }

  /** Findings are kept by place, and one place may be that of several programs: sums tell. */
  private Counts counts() throws Exception {
    long proven = 0;
    long observed = 0;
    long otherProven = 0;
    int findings = 0;
    for (JsonElement each : process.json("/findings").getAsJsonArray("findings")) {
      JsonObject finding = each.getAsJsonObject();
      long count = finding.get("count").getAsLong();
      boolean isProven = finding.get("grade").getAsString().equals("PROVEN");
      boolean ours = finding.get("hazard").getAsString().equals("concurrent-removal");
      proven += ours && isProven ? count : 0;
      observed += ours && !isProven ? count : 0;
      otherProven += !ours && isProven ? count : 0;
      findings++;
    }
    return new Counts(proven, observed, otherProven, findings);
  }

  /** Waits for its last line; tells it to stop once there is what is looked for. */
  private String awaitDone(Counts before, Optional<String> grade) {
    AtomicBoolean told = new AtomicBoolean();
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(
            () -> {
              if (grade.isPresent() && !told.get() && isFound(before, grade.get())) {
                told.set(true);
                process.send("stop");
              }
              return process.out().lines().count() > linesRead;
            });
    return lastLine();
  }

  private boolean isFound(Counts before, String grade) throws Exception {
    Counts now = counts();
    return now.proven > before.proven
        || (grade.equals("OBSERVED") && now.observed > before.observed);
  }

  private String lastLine() {
    try {
      String line = process.out().lines().skip(linesRead).findFirst().orElseThrow();
      linesRead++;
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void replace() throws IOException {
    process.close();
    process = start();
    linesRead = 0;
  }

  private AgentProcess start() throws IOException {
    AgentProcess started =
        AgentProcess.in(Files.createTempDirectory(folder, "suite"))
            .moreAgentOptions("detectors=all,log.findings=false,detect.maps.ratio=" + MAPS_RATIO)
            .program(SuiteMain.class.getName())
            .start();
    Awaitility.await().atMost(PATIENCE).until(() -> started.get("/findings").statusCode() == 200);
    return started;
  }
}
