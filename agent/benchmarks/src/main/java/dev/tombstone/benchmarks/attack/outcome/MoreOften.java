package dev.tombstone.benchmarks.attack.outcome;

import dev.tombstone.benchmarks.attack.outcome.Model.Rate;

/**
 * Tells whether something rare happens more often under the agent than bare. If it did not, each
 * that happened would be either run's with a chance of half; the binomial tail says how likely it
 * is that the agent's has so many of them.
 */
public final class MoreOften {
  /** A soak makes some hundred comparisons: one in a hundred soaks is wrong. */
  private static final double LOG_CHANCE = Math.log(1e-5);

  /** Names of what does not happen bare: under the agent once is too often. */
  private static final String NEVER = "never-";

  private MoreOften() {}

  /** Whether this is too often. */
  public static boolean than(String name, Rate bare, Rate withAgent) {
    return name.startsWith(NEVER)
        ? bare.number() == 0 && withAgent.number() > 0
        : than(bare, withAgent);
  }

  /**
   * Whether {@code withAgent} is so much more than {@code bare} that chance does not explain it.
   */
  public static boolean than(Rate bare, Rate withAgent) {
    if (bare.of() == 0 || withAgent.of() == 0) {
      return false;
    }
    long all = bare.number() + withAgent.number();
    double share = (double) withAgent.of() / (withAgent.of() + bare.of());
    return withAgent.number() > share * all && logTail(all, withAgent.number(), share) < LOG_CHANCE;
  }

  /** Says it. */
  public static String sentence(String name, Rate bare, Rate withAgent) {
    return name
        + " "
        + withAgent.number()
        + " of "
        + withAgent.of()
        + ", bare "
        + bare.number()
        + " of "
        + bare.of();
  }

  /** Logarithm of the chance of {@code least} or more of {@code all}; its largest term and rest. */
  private static double logTail(long all, long least, double share) {
    double logTerm = 0;
    for (long i = 1; i <= least; i++) {
      logTerm += Math.log((double) (all - least + i) / i);
    }
    logTerm += least * Math.log(share) + (all - least) * Math.log1p(-share);
    double sum = 1;
    double term = 1;
    for (long i = least; i < all; i++) {
      term *= (double) (all - i) / (i + 1) * share / (1 - share);
      sum += term;
    }
    return logTerm + Math.log(sum);
  }
}
