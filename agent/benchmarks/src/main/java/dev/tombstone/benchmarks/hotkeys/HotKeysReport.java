package dev.tombstone.benchmarks.hotkeys;

import java.util.List;
import java.util.Locale;

/** The results as Markdown. */
final class HotKeysReport {
  private HotKeysReport() {}

  static String targets(List<Target> targets) {
    StringBuilder text = new StringBuilder("| what | target | reached, worst | where | |\n");
    text.append("|---|---|---|---|---|\n");
    targets.forEach(target -> text.append(target.markdown()).append('\n'));
    return text.toString();
  }

  static String results(List<Result> results) {
    StringBuilder text =
        new StringBuilder(
            "| stream | p | | recall@10 strict, tolerant | recall@100 strict, tolerant "
                + "| mean error | max error | over-claim | interval coverage | ns/event | B/event | bytes |\n");
    text.append("|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    results.forEach(result -> text.append(row(result)).append('\n'));
    return text.toString();
  }

  static String ratio(int shift) {
    return shift == 0 ? "1" : "1/" + (1 << shift);
  }

  private static String row(Result result) {
    Score score = result.score();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %.2f, %.2f | %.3f, %.3f | %.2f %% | %.1f %% | %.1e | %.3f | %.1f | %.2f | %d |",
        result.stream(),
        ratio(result.plan().shift()),
        result.contestant(),
        score.strictAt10(),
        score.tolerantAt10(),
        score.strictAt100(),
        score.tolerantAt100(),
        score.meanError() * 100,
        score.maxError() * 100,
        score.overClaim(),
        score.intervalCoverage(),
        result.nanosPerEvent(),
        result.bytesPerEvent(),
        result.bytes());
  }
}
