package dev.tombstone.agent.hazards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.hazards.SuiteProcess.Outcome;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often each program of the suite is found: for {@code ./bench suite}, which says by system
 * properties which programs, how often, how long and where the table goes.
 */
@EnabledIfSystemProperty(named = "tombstone.suite.table", matches = ".+")
class SuiteFigures {
  @TempDir Path folder;

  @Test
  void programs_eachOften_tableIsWritten() throws Exception {
    String kind = System.getProperty("tombstone.suite.kind", "broken");
    int runs = Integer.getInteger("tombstone.suite.runs", 10);
    long millis = Long.getLong("tombstone.suite.millis", 2_000);
    List<String> names = slice(names(kind), System.getProperty("tombstone.suite.slice", "1/1"));
    int wrong = 0;
    try (SuiteProcess suite = new SuiteProcess(folder)) {
      for (String name : names) {
        wrong += row(suite, kind, name, runs, millis);
      }
    }
    assertThat(wrong).as("correct programs that were called proven").isZero();
  }

  /** Answers how many runs of a correct program were called proven. */
  private static int row(SuiteProcess suite, String kind, String name, int runs, long millis)
      throws Exception {
    Optional<String> wanted =
        switch (kind) {
          case "broken" -> Optional.of("PROVEN");
          case "inside" -> Optional.of("OBSERVED");
          default -> Optional.empty();
        };
    int proven = 0;
    int observed = 0;
    int others = 0;
    int hung = 0;
    int failed = 0;
    for (int run = 0; run < runs; run++) {
      Outcome outcome = suite.run(name, millis, wanted);
      proven += outcome.proven() > 0 ? 1 : 0;
      observed += outcome.observed() > 0 ? 1 : 0;
      others += outcome.otherProven() > 0 ? 1 : 0;
      hung += outcome.end().equals("hung") ? 1 : 0;
      failed += wanted.isEmpty() && !outcome.end().equals("ok") ? 1 : 0;
    }
    write(
        String.format(
            Locale.ROOT,
            "| %d | %s | %s | %d | %d | %d | %d | %d |%n",
            AgentProcess.feature(),
            kind,
            name,
            runs,
            proven,
            observed,
            hung,
            failed));
    return wanted.isEmpty() ? proven + others : 0;
  }

  private static void write(String row) throws IOException {
    Path table = Path.of(System.getProperty("tombstone.suite.table"));
    Files.writeString(table, row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static List<String> names(String kind) throws IOException {
    int feature = AgentProcess.feature();
    return switch (kind) {
      case "broken" -> Suite.brokenNames(feature);
      case "inside" -> Suite.brokenInsideNames(feature);
      case "correct" -> Suite.correctNames(feature);
      default -> throw new IllegalArgumentException("no such kind: " + kind);
    };
  }

  /** {@code 2/4} is the second quarter. */
  private static List<String> slice(List<String> names, String slice) {
    String[] parts = slice.split("/", 2);
    int part = Integer.parseInt(parts[0]);
    int of = Integer.parseInt(parts[1]);
    return names.subList(names.size() * (part - 1) / of, names.size() * part / of);
  }
}
