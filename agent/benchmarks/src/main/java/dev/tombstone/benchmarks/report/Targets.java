package dev.tombstone.benchmarks.report;

import dev.tombstone.benchmarks.report.Measurements.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The targets of one JDK, in the order they are asked. What was not measured is neither met nor
 * missed.
 */
final class Targets {
  private final String where;
  private final List<Target> targets = new ArrayList<>();

  Targets(String where) {
    this.where = where;
  }

  /** Those of a part, JDK by JDK, as {@code ask} asks them of a section. */
  static List<Target> byJdk(
      Measurements measurements, String part, BiConsumer<Section, Targets> ask) {
    List<Target> all = new ArrayList<>();
    for (String jdk : measurements.jdks(part)) {
      Targets targets = new Targets(jdk);
      ask.accept(measurements.section(part, jdk), targets);
      all.addAll(targets.all());
    }
    return all;
  }

  /** Whether a target is met. */
  enum Verdict {
    MET("met"),
    MISSED("**missed**"),
    NOT_MEASURED("not measured");

    private final String markdown;

    Verdict(String markdown) {
      this.markdown = markdown;
    }
  }

  /**
   * A target and what was reached.
   *
   * @param what is asked
   * @param where it was measured
   * @param asked the target
   * @param reached what was measured
   */
  record Target(String what, String where, String asked, String reached, Verdict verdict) {
    String markdown() {
      return "| " + String.join(" | ", what, where, asked, reached, verdict.markdown) + " |";
    }
  }

  /** {@code format} has one {@code %f}-like place, for the target and for what was reached. */
  void atMost(String what, double asked, String format, Optional<Double> reached) {
    add(what, "≤ ", asked, format, reached, reached.map(value -> value <= asked));
  }

  void atLeast(String what, double asked, String format, Optional<Double> reached) {
    add(what, "≥ ", asked, format, reached, reached.map(value -> value >= asked));
  }

  private void add(
      String what,
      String sign,
      double asked,
      String format,
      Optional<Double> reached,
      Optional<Boolean> met) {
    Verdict verdict = met.map(is -> is ? Verdict.MET : Verdict.MISSED).orElse(Verdict.NOT_MEASURED);
    String shown = reached.map(value -> String.format(Locale.ROOT, format, value)).orElse("–");
    String target = sign + String.format(Locale.ROOT, format, asked);
    targets.add(new Target(what, where, target, shown, verdict));
  }

  /** A ratio of paired runs; the interval is shown, the ratio itself is judged. */
  void atLeast(String what, double asked, RatioInterval reached) {
    addRatio(what, "≥ ", asked, reached, reached.ratio() >= asked);
  }

  void atMost(String what, double asked, RatioInterval reached) {
    addRatio(what, "≤ ", asked, reached, reached.ratio() <= asked);
  }

  /** Two samples whose spreads touch; a single round has none. */
  void withinSpread(String what, Optional<Sample> one, Optional<Sample> other) {
    String asked = "spreads overlap";
    if (one.filter(Sample::spread).isEmpty() || other.filter(Sample::spread).isEmpty()) {
      targets.add(new Target(what, where, asked, "–", Verdict.NOT_MEASURED));
      return;
    }
    Sample a = one.get();
    Sample b = other.get();
    boolean met = a.lowest() <= b.highest() && b.lowest() <= a.highest();
    String reached = a.markdown(2) + ", " + b.markdown(2);
    targets.add(new Target(what, where, asked, reached, met ? Verdict.MET : Verdict.MISSED));
  }

  List<Target> all() {
    return List.copyOf(targets);
  }

  private void addRatio(
      String what, String sign, double asked, RatioInterval reached, boolean met) {
    Verdict verdict = met ? Verdict.MET : Verdict.MISSED;
    String shown = reached.markdown() + ", " + reached.pairs() + " pairs";
    targets.add(new Target(what, where, sign + asked, shown, verdict));
  }

  /** The targets as one table. */
  static String markdown(List<Target> targets) {
    MarkdownTable table = new MarkdownTable("what", "where", "target", "reached", "");
    targets.forEach(target -> table.line(target.markdown()));
    return table.toString();
  }
}
