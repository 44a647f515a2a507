package dev.tombstone.benchmarks.hotkeys;

import dev.tombstone.benchmarks.hotkeys.Plan.Kind;
import dev.tombstone.core.aggregate.Aggregation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A target and what was reached, the worst of all results it is about.
 *
 * @param what is asked
 * @param asked the target
 * @param reached the worst
 * @param where the worst was
 * @param met whether it is met
 */
record Target(String what, String asked, String reached, String where, boolean met) {
  private static final int PANE_BYTES = 64 << 10;

  /** The targets of accuracy. */
  static List<Target> ofAccuracy(List<Result> results) {
    List<Target> targets = new ArrayList<>();
    Targets zipf = new Targets(results, result -> result.stream().startsWith("Zipf"), targets);
    zipf.atMost("p = 1: bytes", Kind.SKETCH, 0, Result::bytes, PANE_BYTES, "%.0f");
    zipf.atLeast("p = 1, Zipf: recall@10", Kind.SKETCH, 0, r -> r.score().strictAt10(), 1);
    zipf.atLeast("p = 1, Zipf: recall@100", Kind.SKETCH, 0, r -> r.score().strictAt100(), 0.99);
    zipf.percent("p = 1, Zipf: error", Kind.SKETCH, 0, 0.005);
    Targets floods = new Targets(results, result -> result.stream().contains("one-offs"), targets);
    floods.atLeast("floods: recall@100", Kind.SKETCH, 0, r -> r.score().strictAt100(), 0.98);
    floods.percent("floods: error", Kind.SKETCH, 0, 0.02);
    zipf.atLeast("1/16, hold: recall@100", Kind.HOLD, 4, r -> r.score().strictAt100(), 0.99);
    zipf.percent("1/16, hold: error", Kind.HOLD, 4, 0.005);
    zipf.atLeast("1/128, hold: recall@100", Kind.HOLD, 7, r -> r.score().strictAt100(), 0.98);
    zipf.percent("1/128, hold: error", Kind.HOLD, 7, 0.02);
    zipf.timesBetter("1/16, hold: error against the sample's", 4, 8);
    zipf.timesBetter("1/128, hold: error against the sample's", 7, 4);
    Targets uniform = new Targets(results, result -> result.stream().equals("uniform"), targets);
    uniform.overClaim("uniform, p = 1: over-claim", Kind.SKETCH, 0);
    uniform.overClaim("uniform, 1/16, hold: over-claim", Kind.HOLD, 4);
    uniform.overClaim("uniform, 1/128, hold: over-claim", Kind.HOLD, 7);
    Targets every = new Targets(results, result -> true, targets);
    every.intervalCoverage("every stream and p: interval holds the truth", 0.95);
    zipf.atLeast(
        "merge of 8: tolerant recall@100", Kind.MERGE, 0, r -> r.score().tolerantAt100(), 1);
    zipf.percent("merge of 8: error", Kind.MERGE, 0, 0.005);
    return targets;
  }

  /** The targets of cost; the streams are those of the accuracy. */
  static List<Target> ofCost(List<Result> results) {
    List<Target> targets = new ArrayList<>();
    Targets zipf = new Targets(results, result -> result.stream().startsWith("Zipf"), targets);
    zipf.atMost("p = 1: ns an event", Kind.SKETCH, 0, Result::nanosPerEvent, 25, "%.1f");
    zipf.atMost("1/16, hold: ns an event", Kind.HOLD, 4, Result::nanosPerEvent, 12, "%.1f");
    zipf.atMost("1/128, hold: ns an event", Kind.HOLD, 7, Result::nanosPerEvent, 12, "%.1f");
    zipf.atMost("p = 1: bytes allocated an event", Kind.SKETCH, 0, Target::allocated, 0, "%.2f");
    zipf.atMost(
        "1/128, hold: bytes allocated an event", Kind.HOLD, 7, Target::allocated, 0, "%.2f");
    return targets;
  }

  /** The target of memory. */
  static Target ofMemory(long bytes) {
    return new Target(
        "windows 1m, 5m, 1h with key texts: bytes",
        "≤ " + Aggregation.WINDOW_BYTES_LIMIT,
        Long.toString(bytes),
        "70 minutes of new keys",
        bytes <= Aggregation.WINDOW_BYTES_LIMIT);
  }

  /** In hundredths: what the measurement itself and the compiler allocate is a few bytes a run. */
  private static double allocated(Result result) {
    return Math.round(result.bytesPerEvent() * 100) / 100.0;
  }

  String markdown() {
    String verdict = met ? "met" : "**missed**";
    return String.join(" | ", "| " + what, asked, reached, where, verdict) + " |";
  }

  private record Targets(List<Result> results, Predicate<Result> streams, List<Target> targets) {
    void atLeast(String what, Kind kind, int shift, ToDoubleFunction<Result> value, double asked) {
      Result worst = worst(kind, shift, result -> -value.applyAsDouble(result));
      double reached = value.applyAsDouble(worst);
      add(what, "≥ " + asked, "%.3f", reached, worst, reached >= asked);
    }

    void atMost(
        String what,
        Kind kind,
        int shift,
        ToDoubleFunction<Result> value,
        double asked,
        String format) {
      Result worst = worst(kind, shift, value);
      double reached = value.applyAsDouble(worst);
      add(what, "≤ " + number("%.0f", asked), format, reached, worst, reached <= asked);
    }

    void percent(String what, Kind kind, int shift, double asked) {
      Result worst = worst(kind, shift, result -> result.score().meanError());
      double reached = worst.score().meanError();
      String limit = "≤ " + number("%.1f %%", asked * 100);
      add(what, limit, "%.2f %%", reached * 100, worst, reached <= asked);
    }

    void overClaim(String what, Kind kind, int shift) {
      Result worst = worst(kind, shift, result -> result.score().overClaim());
      double reached = worst.score().overClaim();
      add(what, "≤ 1e-5", "%.1e", reached, worst, reached <= 1e-5);
    }

    void timesBetter(String what, int shift, double asked) {
      Result worst = worst(Kind.HOLD, shift, result -> -gain(result));
      add(what, number("%.0f× better", asked), "%.1f×", gain(worst), worst, gain(worst) >= asked);
    }

    void intervalCoverage(String what, double asked) {
      Result worst =
          results.stream()
              .filter(result -> result.contestant().startsWith("Tombstone"))
              .min(
                  (a, b) ->
                      Double.compare(a.score().intervalCoverage(), b.score().intervalCoverage()))
              .orElseThrow();
      double reached = worst.score().intervalCoverage();
      add(what, "≥ " + asked, "%.3f", reached, worst, reached >= asked);
    }

    private double gain(Result held) {
      return results.stream()
              .filter(result -> result.stream().equals(held.stream()))
              .filter(result -> result.plan().equals(new Plan(held.plan().shift(), Kind.SAMPLE)))
              .mapToDouble(result -> result.score().meanError())
              .sum()
          / held.score().meanError();
    }

    private Result worst(Kind kind, int shift, ToDoubleFunction<Result> badness) {
      return results.stream()
          .filter(streams)
          .filter(result -> result.plan().equals(new Plan(shift, kind)))
          .max((a, b) -> Double.compare(badness.applyAsDouble(a), badness.applyAsDouble(b)))
          .orElseThrow();
    }

    private void add(
        String what, String asked, String format, double reached, Result worst, boolean met) {
      String where = worst.stream() + ", " + HotKeysReport.ratio(worst.plan().shift());
      targets.add(new Target(what, asked, number(format, reached), where, met));
    }

    private static String number(String format, double value) {
      return String.format(Locale.ROOT, format, value);
    }
  }
}
