package dev.tombstone.benchmarks.report;

import dev.tombstone.benchmarks.report.Measurements.Section;
import java.util.List;
import java.util.Optional;

/** What it costs to record a deletion in detail, at several rates. */
final class DetailPart implements Part {
  private static final String COUNTED = "counted";
  private static final String RECORDED = "recorded";
  private static final String REMOVAL = "removal, ns";
  private static final String DRAIN = "drain, ns";
  private static final String RATE = "removals/s";
  private static final String RATIO = "least ratio";
  private static final String BURST = "two million at once";
  private static final String SECONDS = "burst, s";
  private static final String RECALL = "recall";

  /** At this rate and above nothing is walked through between two removals. */
  private static final String HOT = "500,000 a second";

  @Override
  public String name() {
    return "detail";
  }

  @Override
  public String caption() {
    return "One thread that removes String keys at a steady rate and walks through memory in between"
        + " (not at 500,000 a second); every removal recorded, and none. Time of a removal, two"
        + " readings of the clock included; processor time of the drain for each; the least ratio in"
        + " force, asked once a second. Of two million removals as fast as they go, nine of ten of a"
        + " one-off key: the share of the hundred keys shown as hottest that come nine tenths as often"
        + " as the true hundredth.";
  }

  @Override
  public String table(Measurements measurements) {
    MarkdownTable table =
        new MarkdownTable("JDK", "rate", "", REMOVAL, DRAIN, RATE, RATIO, SECONDS, RECALL);
    for (String jdk : measurements.jdks(name())) {
      Section section = measurements.section(name(), jdk);
      for (String rate : measurements.subjects(name())) {
        for (String variant : rate.equals(BURST) ? List.of(RECORDED) : List.of(COUNTED, RECORDED)) {
          table.row(
              List.of(
                  jdk,
                  rate,
                  variant,
                  cell(section, rate, variant, REMOVAL, 0),
                  cell(section, rate, variant, DRAIN, 0),
                  cell(section, rate, variant, RATE, 0),
                  cell(section, rate, variant, RATIO, 4),
                  cell(section, rate, variant, SECONDS, 2),
                  cell(section, rate, variant, RECALL, 2)));
        }
      }
    }
    return table.toString();
  }

  private static String cell(
      Section section, String rate, String variant, String metric, int decimals) {
    return section
        .sample(rate, variant, metric)
        .map(sample -> sample.markdown(decimals))
        .orElse("–");
  }

  @Override
  public List<Targets.Target> targets(Measurements measurements) {
    return Targets.byJdk(
        measurements,
        name(),
        (section, targets) -> {
          for (String rate : measurements.subjects(name())) {
            if (rate.equals(BURST)) {
              String what = rate + ", sample.ratio=1: tolerant recall of the hundred hottest";
              targets.atLeast(what, 0.9, "%.2f", section.median(rate, RECORDED, RECALL));
            } else {
              ask(section, targets, rate);
            }
          }
        });
  }

  private static void ask(Section section, Targets targets, String rate) {
    Optional<Double> added = section.added(rate, RECORDED, COUNTED, REMOVAL);
    Optional<Double> drain = section.added(rate, RECORDED, COUNTED, DRAIN);
    targets.atMost(rate + ": a recorded deletion, application's thread", 250, "%+.0f ns", added);
    targets.atMost(rate + ": a recorded deletion, drain", 250, "%+.0f ns", drain);
    if (rate.equals(HOT)) {
      String what = rate + ", sample.ratio=1: ratio in force";
      targets.atLeast(what, 0.5, "%.4f", section.median(rate, RECORDED, RATIO));
    }
  }
}
