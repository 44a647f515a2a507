package dev.tombstone.benchmarks.hazards;

import dev.tombstone.benchmarks.hazards.Tally.Outcome;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Prints the tables of docs/hazards/measurements.md. Arguments: parts, and how many trials. */
public final class HazardsBenchmark {
  private static final List<String> MAPS = List.of("HashMap", "ConcurrentHashMap");
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private HazardsBenchmark() {}

  /** {@code races,growth,absent,clear TRIALS}. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, RunnerException {
    List<String> parts = List.of(arguments[0].split(",", -1));
    OUT.printf(Locale.ROOT, "%n%s, JDK %s%n", LocalDate.now(), Runtime.version());
    if (parts.contains("races")) {
      races(Integer.parseInt(arguments[1]));
    }
    if (parts.contains("growth")) {
      growth();
    }
    if (parts.contains("absent")) {
      absent();
    }
    if (parts.contains("clear")) {
      ClearCosts.print(OUT);
    }
  }

  private static void races(int trials) throws IOException, InterruptedException {
    OUT.println();
    OUT.println(
        "| trial | map | trials | overlapped | inconsistent | of those overlapped | lost | stayed"
            + " | removed twice | wrong size | skipped | CME | other exception | hung"
            + " | mean overlap, ns | standard deviation |");
    OUT.println("|" + "---|".repeat(16));
    for (Trials kind : Trials.values()) {
      for (String map : MAPS) {
        Tally tally = TrialProcess.run(kind, map, trials);
        OUT.println(row(kind.text(), map, tally));
      }
    }
  }

  static String row(String kind, String map, Tally tally) {
    long overlapped = tally.count(Outcome.OVERLAPPED);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %d | %d | %.3f %% | %d | %d | %d | %d | %d | %d | %d | %d | %.0f | %.0f |",
        kind,
        map,
        tally.trials(),
        overlapped,
        tally.count(Outcome.INCONSISTENT),
        overlapped == 0 ? 0.0 : 100.0 * tally.count(Outcome.INCONSISTENT) / overlapped,
        tally.count(Outcome.LOST),
        tally.count(Outcome.STAYED),
        tally.count(Outcome.REMOVED_TWICE),
        tally.count(Outcome.WRONG_SIZE),
        tally.count(Outcome.SKIPPED),
        tally.count(Outcome.MODIFIED),
        tally.count(Outcome.EXCEPTION),
        tally.count(Outcome.HUNG),
        tally.meanWindow(),
        tally.windowDeviation());
  }

  private static void growth() {
    OUT.println();
    OUT.println(
        "| table before | map | times | mean, ns | standard deviation | median | 99th percentile |");
    OUT.println("|" + "---|".repeat(7));
    for (int table : GrowthWindow.TABLES) {
      for (String map : MAPS) {
        Histogram nanos = GrowthWindow.measure(map, table);
        OUT.printf(
            Locale.ROOT,
            "| %d | %s | %d | %.0f | %.0f | %d | %d |%n",
            table,
            map,
            nanos.getTotalCount(),
            nanos.getMean(),
            nanos.getStdDeviation(),
            nanos.getValueAtPercentile(50),
            nanos.getValueAtPercentile(99));
      }
    }
  }

  private static void absent() throws RunnerException {
    OUT.println();
    OUT.println("| absent key | map | | ns a removal | ± |");
    OUT.println("|" + "---|".repeat(5));
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(AbsentKeys.class.getName() + "\\..*")
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    for (RunResult result : results) {
      boolean load = result.getPrimaryResult().getLabel().equals("load");
      OUT.printf(
          Locale.ROOT,
          "| %s | %s | %s | %.1f | %.1f |%n",
          load ? "random, entries a bin" : "of one hash with all there are, entries in the bin",
          load ? "HashMap" : result.getParams().getParam("map"),
          result.getParams().getParam(load ? "load" : "chain"),
          result.getPrimaryResult().getScore(),
          result.getPrimaryResult().getStatistics().getStandardDeviation());
    }
  }
}
