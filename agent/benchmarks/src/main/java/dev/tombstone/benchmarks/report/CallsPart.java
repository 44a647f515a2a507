package dev.tombstone.benchmarks.report;

import dev.tombstone.benchmarks.report.Measurements.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Removals, and calls that delete nothing: ns and bytes a call. */
final class CallsPart implements Part {
  private static final String NANOS = "ns";
  private static final String CALLER_BYTES = "caller B/op";
  private static final String ALL_BYTES = "B/op";
  private static final String BARE = "bare";
  private static final String EMPTY = "empty hook";
  private static final String AGENT = "agent";
  private static final String NO_DETECTORS = "detectors=none";
  private static final String EVERY_ONE = "sample.ratio=1";
  private static final String METHOD_TIMING = "JFR method timing";

  /** Nought to one decimal: the stack walks of sampled calls, about 100 a second, allocate. */
  private static final double NO_BYTES = 0.05;

  private static final List<String> BYTES_OF = List.of(BARE, AGENT, EVERY_ONE);
  private static final List<String> FIVE_NANOS =
      List.of("TreeMap", "ConcurrentHashMap", "LinkedHashMap", "ConcurrentSkipListMap");

  private final String name;
  private final String caption;

  private CallsPart(String name, String caption) {
    this.name = name;
    this.caption = caption;
  }

  static CallsPart calls() {
    return new CallsPart(
        "calls",
        "ns a call, median [lowest – highest]; B/op: allocated by the caller (by the whole process).");
  }

  static CallsPart idle() {
    return new CallsPart(
        "idle", "Calls that delete nothing: ns a call, median [lowest – highest]; B/op likewise.");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String caption() {
    return caption;
  }

  @Override
  public String table(Measurements measurements) {
    List<String> variants = measurements.variants(name);
    List<String> columns = new ArrayList<>(List.of("JDK", "call"));
    columns.addAll(variants);
    columns.add("agent over bare");
    BYTES_OF.stream().filter(variants::contains).forEach(v -> columns.add("B/op " + v));
    MarkdownTable table = new MarkdownTable(columns);
    for (String jdk : measurements.jdks(name)) {
      Section section = measurements.section(name, jdk);
      for (String subject : measurements.subjects(name)) {
        if (section.sample(subject, BARE, NANOS).isPresent()) {
          table.row(row(section, jdk, subject, variants));
        }
      }
    }
    return table.toString();
  }

  private static List<String> row(
      Section section, String jdk, String subject, List<String> variants) {
    List<String> cells = new ArrayList<>(List.of(jdk, subject));
    for (String variant : variants) {
      cells.add(section.sample(subject, variant, NANOS).map(s -> s.markdown(1)).orElse("–"));
    }
    cells.add(
        section.added(subject, AGENT, BARE, NANOS).map(ns -> decimals("%+.1f ns", ns)).orElse("–"));
    BYTES_OF.stream()
        .filter(variants::contains)
        .forEach(variant -> cells.add(bytes(section, subject, variant)));
    return cells;
  }

  private static String bytes(Section section, String subject, String variant) {
    Optional<Double> caller = section.median(subject, variant, CALLER_BYTES);
    Optional<Double> all = section.median(subject, variant, ALL_BYTES);
    return caller.map(b -> decimals("%.2f", b)).orElse("–")
        + all.map(b -> decimals(" (%.2f)", b)).orElse("");
  }

  private static String decimals(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  @Override
  public List<Targets.Target> targets(Measurements measurements) {
    return Targets.byJdk(
        measurements,
        name,
        (section, targets) -> {
          if (name.equals("idle")) {
            idle(targets, section, measurements.subjects(name));
          } else {
            removals(targets, section);
          }
        });
  }

  private static void idle(Targets targets, Section section, List<String> subjects) {
    for (String subject : subjects) {
      targets.atMost(subject, 1.01, "%.3f × bare", section.times(subject, AGENT, BARE, NANOS));
    }
  }

  private static void removals(Targets targets, Section section) {
    String miss = "HashMap miss";
    String hit = "HashMap hit";
    targets.atMost(
        miss + ", over the empty hook", 2.5, "%+.1f ns", section.added(miss, AGENT, EMPTY, NANOS));
    targets.atMost(
        miss + ", default detectors over none",
        2,
        "%+.1f ns",
        section.added(miss, AGENT, NO_DETECTORS, NANOS));
    Optional<Double> timing = section.added(miss, METHOD_TIMING, BARE, NANOS);
    if (timing.isPresent()) {
      Optional<Double> share =
          section.added(miss, AGENT, BARE, NANOS).map(added -> added / timing.orElseThrow());
      targets.atMost(miss + ", of what JFR method timing adds", 1 / 15.0, "%.3f", share);
    }
    targets.atMost(hit, 1.15, "%.3f × bare", section.times(hit, AGENT, BARE, NANOS));
    for (String family : FIVE_NANOS) {
      String what = family + " miss";
      targets.atMost(
          what + ", over the empty hook", 5, "%+.1f ns", section.added(what, AGENT, EMPTY, NANOS));
    }
    String clear = "HashMap clear of 1,000";
    targets.atMost(clear, 1.02, "%.3f × bare", section.times(clear, AGENT, BARE, NANOS));
    twoThreads(targets, section, "HashMap miss");
    twoThreads(targets, section, "ConcurrentHashMap miss");
    Optional<Double> first = section.median("first subclass miss", AGENT, NANOS);
    targets.atMost(
        "71st subclass miss, over the first's",
        3,
        "%.2f ×",
        section.median("71st subclass miss", AGENT, NANOS).flatMap(l -> first.map(f -> l / f)));
    for (String subject : List.of(miss, hit, miss + ", String keys", hit + ", String keys")) {
      for (String variant : List.of(AGENT, EVERY_ONE)) {
        targets.atMost(
            subject + ", " + variant + ", bytes over bare",
            NO_BYTES,
            "%.2f B/op",
            section.added(subject, variant, BARE, CALLER_BYTES));
      }
    }
    targets.withinSpread(
        miss + ", disabled as the empty hook",
        section.sample(miss, "disabled", NANOS),
        section.sample(miss, EMPTY, NANOS));
    targets.withinSpread(
        miss + ", detached as bare",
        section.sample(miss, "detached", NANOS),
        section.sample(miss, BARE, NANOS));
  }

  private static void twoThreads(Targets targets, Section section, String subject) {
    Optional<Double> one = section.added(subject, AGENT, BARE, NANOS);
    Optional<Double> two = section.added(subject + ", 2 threads", AGENT, BARE, NANOS);
    targets.atMost(
        subject + ", added by two threads over added by one",
        1.3,
        "%.2f",
        one.flatMap(a -> two.map(b -> b / a)));
  }
}
