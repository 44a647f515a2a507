package dev.tombstone.benchmarks.report;

import dev.tombstone.benchmarks.report.Measurements.Section;
import java.util.List;
import java.util.Optional;

/** Whole programs under load, in pairs with and without the agent. */
final class ProgramsPart implements Part {
  private static final String BARE = "bare";
  private static final String AGENT = "agent";
  private static final String THROUGHPUT = "operations/s";
  private static final String P99 = "p99 µs";
  private static final String CPU = "cpu µs/operation";
  private static final String EARLY = "operations/s, second 5 to 60";
  private static final String FIRST = "operations";
  private static final String AGENT_CPU = "agent threads, % of cpu";
  private static final String DELETIONS = "deletions/s";

  @Override
  public String name() {
    return "programs";
  }

  @Override
  public String caption() {
    return "Whole programs under load, with and without the agent at the same time: medians [lowest –"
        + " highest], ratio of the medians with over without (95 % interval, bootstrap over pairs).";
  }

  @Override
  public String table(Measurements measurements) {
    MarkdownTable table =
        new MarkdownTable("JDK", "program", "", BARE, AGENT, "ratio", "deletions/s", AGENT_CPU);
    for (String jdk : measurements.jdks(name())) {
      Section section = measurements.section(name(), jdk);
      for (String subject : measurements.subjects(name())) {
        for (String metric : List.of(THROUGHPUT, P99, CPU, EARLY, FIRST)) {
          row(section, jdk, subject, metric).ifPresent(table::row);
        }
      }
    }
    return table.toString();
  }

  private static Optional<List<String>> row(
      Section section, String jdk, String subject, String metric) {
    return section
        .sample(subject, BARE, metric)
        .flatMap(
            bare ->
                section
                    .sample(subject, AGENT, metric)
                    .map(
                        agent ->
                            List.of(
                                jdk,
                                subject,
                                metric,
                                bare.markdown(0),
                                agent.markdown(0),
                                RatioInterval.of(agent, bare).markdown(),
                                ofTheAgent(section, subject, metric, DELETIONS, 0),
                                ofTheAgent(section, subject, metric, AGENT_CPU, 2))));
  }

  /** Shown once a program, beside its throughput. */
  private static String ofTheAgent(
      Section section, String subject, String row, String metric, int decimals) {
    return row.equals(THROUGHPUT)
        ? section.sample(subject, AGENT, metric).map(s -> s.markdown(decimals)).orElse("–")
        : "";
  }

  @Override
  public List<Targets.Target> targets(Measurements measurements) {
    return Targets.byJdk(
        measurements,
        name(),
        (section, targets) -> {
          for (String subject : measurements.subjects(name())) {
            ratio(section, subject, CPU)
                .ifPresent(
                    ratio ->
                        targets.atMost(
                            subject + ": processor time for an operation over bare", 1.015, ratio));
            ratio(section, subject, THROUGHPUT)
                .ifPresent(
                    ratio -> targets.atLeast(subject + ": throughput over bare", 0.99, ratio));
            ratio(section, subject, EARLY)
                .ifPresent(
                    ratio ->
                        targets.atLeast(
                            subject + ": throughput over bare, second 5 to 60", 0.97, ratio));
            ratio(section, subject, FIRST)
                .ifPresent(ratio -> targets.atLeast(subject + ", over bare", 0.93, ratio));
            ratio(section, subject, P99)
                .ifPresent(ratio -> targets.atMost(subject + ": p99 over bare", 1.02, ratio));
          }
        });
  }

  private static Optional<RatioInterval> ratio(Section section, String subject, String metric) {
    return section
        .sample(subject, AGENT, metric)
        .flatMap(
            agent ->
                section.sample(subject, BARE, metric).map(bare -> RatioInterval.of(agent, bare)));
  }
}
