package dev.tombstone.core.aggregate;

import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Keeps the agent's own processor time below a share of the machine's. While it is above, stacks
 * are taken half as often from one look to the next, and when they are rare, half as many deletions
 * are recorded in detail; counts are never touched. Well below, the steps are taken back, the last
 * one first.
 *
 * <p>Told of the time, never asks for it. A look costs the more the more threads the JVM has, and
 * looks are the rarer for it.
 */
final class Governor {
  /** Halvings of the rate of stacks that come before any of the detail. */
  static final int STACK_STEPS = 5;

  /** Halvings of the budget of detail. */
  static final int DETAIL_STEPS = 7;

  /** Seconds between two looks, at least; also what the agent's start is given. */
  static final long PERIOD_NANOS = 5_000_000_000L;

  /** Looks in a row that must be below half of the limit before a step is taken back. */
  private static final int CALM_LOOKS = 6;

  /** A look is worth a thousandth of the time to the next. */
  private static final long LOOK_FACTOR = 1_000;

  private final double limit;
  private final int processors;
  private final DoubleSupplier seconds;
  private final Throttle throttle;
  private long period = PERIOD_NANOS;
  private long lastNanos;
  private double lastSeconds = -1;
  private double share;
  private int calm;
  private int steps;

  /** What the governor turns down. */
  interface Throttle {
    /** Takes stacks and records detail at these powers of two below the usual rate. */
    void set(int stackShift, int detailShift);
  }

  /**
   * A governor at rest.
   *
   * @param limit share of all processors' time, 0.01 is 1 %
   * @param seconds processor time of the agent so far
   */
  Governor(double limit, int processors, DoubleSupplier seconds, Throttle throttle, long nowNanos) {
    this.limit = limit;
    this.processors = processors;
    this.seconds = seconds;
    this.throttle = throttle;
    lastNanos = nowNanos;
  }

  /** Looks, if it is time to. Answers whether it did. */
  synchronized boolean tick(long nowNanos) {
    long elapsed = nowNanos - lastNanos;
    if (elapsed < period) {
      return false;
    }
    double now = seconds.getAsDouble();
    if (lastSeconds >= 0) {
      judge((now - lastSeconds) / (elapsed / 1e9 * processors));
    }
    lastSeconds = now;
    lastNanos = nowNanos;
    return true;
  }

  /** Told how long the last look took. */
  synchronized void lookTook(long nanos) {
    period = Math.max(PERIOD_NANOS, nanos * LOOK_FACTOR);
  }

  /** What is turned down and why, in one sentence; empty if nothing is. */
  synchronized Optional<String> complaint() {
    if (steps == 0) {
      return Optional.empty();
    }
    String detail =
        detailShift() == 0
            ? ""
            : ", detail is recorded of " + (1 << detailShift()) + " times fewer deletions";
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the agent's own processor time was above cpu.limit (%.1f %% of the machine at the last"
                + " look): call stacks are taken %d times less often%s; counts are exact",
            share * 100,
            1 << stackShift(),
            detail));
  }

  private void judge(double newShare) {
    share = newShare;
    if (share > limit) {
      calm = 0;
      change(Math.min(steps + 1, STACK_STEPS + DETAIL_STEPS));
    } else if (share < limit / 2) {
      calm++;
      if (calm >= CALM_LOOKS) {
        calm = 0;
        change(Math.max(steps - 1, 0));
      }
    } else {
      calm = 0;
    }
  }

  private void change(int newSteps) {
    if (newSteps != steps) {
      steps = newSteps;
      throttle.set(stackShift(), detailShift());
    }
  }

  private int stackShift() {
    return Math.min(steps, STACK_STEPS);
  }

  private int detailShift() {
    return Math.max(0, steps - STACK_STEPS);
  }
}
