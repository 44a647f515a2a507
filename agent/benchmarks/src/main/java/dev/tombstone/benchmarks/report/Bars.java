package dev.tombstone.benchmarks.report;

import dev.tombstone.benchmarks.report.Measurements.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The bars of one JDK, in the order they are asked. What was not measured is neither met nor
 * missed.
 */
final class Bars {
  private final String where;
  private final List<Bar> bars = new ArrayList<>();

  Bars(String where) {
    this.where = where;
  }

  /** Those of a part, JDK by JDK, as {@code ask} asks them of a section. */
  static List<Bar> byJdk(Measurements measurements, String part, BiConsumer<Section, Bars> ask) {
    List<Bar> all = new ArrayList<>();
    for (String jdk : measurements.jdks(part)) {
      Bars bars = new Bars(jdk);
      ask.accept(measurements.section(part, jdk), bars);
      all.addAll(bars.all());
    }
    return all;
  }

  /** Whether a bar is met. */
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
   * A bar and what was reached.
   *
   * @param what is asked
   * @param where it was measured
   * @param asked the bar
   * @param reached what was measured
   */
  record Bar(String what, String where, String asked, String reached, Verdict verdict) {
    String markdown() {
      return "| " + String.join(" | ", what, where, asked, reached, verdict.markdown) + " |";
    }
  }

  /** {@code format} has one {@code %f}-like place, for the bar and for what was reached. */
  void atMost(String what, double asked, String format, Optional<Double> reached) {
    Verdict verdict =
        reached
            .map(value -> value <= asked ? Verdict.MET : Verdict.MISSED)
            .orElse(Verdict.NOT_MEASURED);
    String shown = reached.map(value -> String.format(Locale.ROOT, format, value)).orElse("–");
    String bar = "≤ " + String.format(Locale.ROOT, format, asked);
    bars.add(new Bar(what, where, bar, shown, verdict));
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
      bars.add(new Bar(what, where, asked, "–", Verdict.NOT_MEASURED));
      return;
    }
    Sample a = one.get();
    Sample b = other.get();
    boolean met = a.lowest() <= b.highest() && b.lowest() <= a.highest();
    String reached = a.markdown(2) + ", " + b.markdown(2);
    bars.add(new Bar(what, where, asked, reached, met ? Verdict.MET : Verdict.MISSED));
  }

  List<Bar> all() {
    return List.copyOf(bars);
  }

  private void addRatio(
      String what, String sign, double asked, RatioInterval reached, boolean met) {
    Verdict verdict = met ? Verdict.MET : Verdict.MISSED;
    String shown = reached.markdown() + ", " + reached.pairs() + " pairs";
    bars.add(new Bar(what, where, sign + asked, shown, verdict));
  }

  /** The bars as one table. */
  static String markdown(List<Bar> bars) {
    MarkdownTable table = new MarkdownTable("what", "where", "target", "reached", "");
    bars.forEach(bar -> table.line(bar.markdown()));
    return table.toString();
  }
}
