package dev.tombstone.benchmarks.hotkeys;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How right a contestant's hundred hottest keys are.
 *
 * @param strictAt10 share of its first 10 whose true count reaches the tenth's
 * @param strictAt100 the same of 100
 * @param tolerantAt10 share whose true count reaches 0.9 of the tenth's
 * @param tolerantAt100 the same of 100
 * @param meanError mean relative error of the true top 100; a key not shown is all error
 * @param maxError the largest
 * @param overClaim largest excess of an estimate over the truth, as a share of all events
 * @param intervalCoverage share of its hundred whose interval holds the truth
 */
record Score(
    double strictAt10,
    double strictAt100,
    double tolerantAt10,
    double tolerantAt100,
    double meanError,
    double maxError,
    double overClaim,
    double intervalCoverage) {
  private static final double TOLERANCE = 0.9;

  /**
   * Scores.
   *
   * @param claims hottest first; errors are taken from all of them, the rest from the first hundred
   */
  static Score of(Truth truth, List<Claim> claims) {
    Map<Integer, Claim> byKey = new HashMap<>();
    claims.forEach(claim -> byKey.put(claim.key(), claim));
    double sum = 0;
    double max = 0;
    for (int key : truth.hottest()) {
      Claim claim = byKey.get(key);
      double count = truth.counts()[key];
      double error = claim == null ? 1 : Math.abs(claim.estimate() - count) / count;
      sum += error;
      max = Math.max(max, error);
    }
    List<Claim> shown = claims.subList(0, Math.min(Truth.MOST, claims.size()));
    double overClaim = 0;
    int covered = 0;
    for (Claim claim : shown) {
      int count = truth.counts()[claim.key()];
      overClaim = Math.max(overClaim, (claim.estimate() - count) / truth.events());
      covered += claim.lower() <= count && count <= claim.upper() ? 1 : 0;
    }
    return new Score(
        recall(truth, claims, 10, 1),
        recall(truth, claims, 100, 1),
        recall(truth, claims, 10, TOLERANCE),
        recall(truth, claims, 100, TOLERANCE),
        sum / truth.hottest().length,
        max,
        overClaim,
        (double) covered / shown.size());
  }

  /** Means of these, of the maxima the largest. */
  static Score mean(List<Score> scores) {
    return new Score(
        mean(scores, Score::strictAt10),
        mean(scores, Score::strictAt100),
        mean(scores, Score::tolerantAt10),
        mean(scores, Score::tolerantAt100),
        mean(scores, Score::meanError),
        largest(scores, Score::maxError),
        largest(scores, Score::overClaim),
        mean(scores, Score::intervalCoverage));
  }

  private static double mean(List<Score> scores, ToDoubleFunction<Score> part) {
    return scores.stream().mapToDouble(part).average().orElseThrow();
  }

  private static double largest(List<Score> scores, ToDoubleFunction<Score> part) {
    return scores.stream().mapToDouble(part).max().orElseThrow();
  }

  private static double recall(Truth truth, List<Claim> claims, int most, double tolerance) {
    double least = tolerance * truth.countAt(most);
    long right =
        claims.stream().limit(most).filter(claim -> truth.counts()[claim.key()] >= least).count();
    return (double) right / most;
  }
}
