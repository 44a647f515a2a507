package dev.tombstone.core.limits;

import java.util.Locale;
import java.util.Optional;

/**
 * Keeps the processor time that the agent takes below a share of the machine's: its own threads',
 * and what recording in detail takes of the application's. While it is above, stacks are taken half
 * as often, by up to {@value #STACK_STEPS} steps, and if that does not do, half as many deletions
 * are recorded in detail, and so on; counts are never touched. Once there has been room for it, the
 * steps are taken back, as many as there was room for, the last one first.
 *
 * <p>Told of the time, never asks for it. A look costs the more the more threads the JVM has, and
 * looks are the rarer for it.
 */
public final class Governor {
  /** Halvings of the rate of stacks that come before any of the detail. */
  static final int STACK_STEPS = 3;

  /** Halvings of the budget of detail. */
  static final int DETAIL_STEPS = 7;

  /** Nanoseconds between two looks, at least. */
  static final long PERIOD_NANOS = 5_000_000_000L;

  /**
   * Nanoseconds to the first look: so long the agent's code is cold and costs more than it will.
   */
  static final long START_NANOS = 15_000_000_000L;

  /** At one look; a burst of questions to the agent is not to take all detail away. */
  private static final int MOST_HALVINGS = 2;

  /** Looks in a row that must leave room for steps before they are taken back. */
  private static final int CALM_LOOKS = 6;

  /** Part of the limit that steps taken back may fill. */
  private static final double ROOM = 0.9;

  /** A look is worth a thousandth of the time to the next. */
  private static final long LOOK_FACTOR = 1_000;

  private final double limit;
  private final int processors;
  private final Costs costs;
  private final Throttle throttle;
  private long period = PERIOD_NANOS;
  private long lastNanos;
  private boolean looked;
  private double lastThreads;
  private double lastStacks;
  private double lastRecording;
  private double threads;
  private double application;
  private int calm;

  /** Steps that every look since it was calm would have had room for. */
  private int room;

  private int steps;

  /** Processor seconds so far. */
  public interface Costs {
    /** Of the agent's own threads. */
    double threadSeconds();

    /** Of the application's threads, for stacks. */
    double stackSeconds();

    /** Of the application's threads, for the rest of recording in detail. */
    double recordingSeconds();
  }

  /** What the governor turns down. */
  public interface Throttle {
    /** Takes stacks and records detail at these powers of two below the usual rate. */
    void set(int stackShift, int detailShift);
  }

  /**
   * A governor at rest.
   *
   * @param limit share of all processors' time, 0.01 is 1 %; infinite: it never looks
   */
  public Governor(double limit, int processors, Costs costs, Throttle throttle, long nowNanos) {
    this.limit = limit;
    this.processors = processors;
    this.costs = costs;
    this.throttle = throttle;
    lastNanos = nowNanos + START_NANOS - PERIOD_NANOS;
  }

  /** Looks, if it is time to. Answers whether it did. */
  public synchronized boolean tick(long nowNanos) {
    long elapsed = nowNanos - lastNanos;
    if (elapsed < period || Double.isInfinite(limit)) {
      return false;
    }
    double threadSeconds = costs.threadSeconds();
    double stackSeconds = costs.stackSeconds();
    double recordingSeconds = costs.recordingSeconds();
    if (looked) {
      double all = elapsed / 1e9 * processors;
      double stacks = (stackSeconds - lastStacks) / all;
      threads = (threadSeconds - lastThreads) / all;
      application = stacks + (recordingSeconds - lastRecording) / all;
      judge(stacks);
    }
    looked = true;
    lastThreads = threadSeconds;
    lastStacks = stackSeconds;
    lastRecording = recordingSeconds;
    lastNanos = nowNanos;
    return true;
  }

  /** Told how long the last look took. */
  public synchronized void lookTook(long nanos) {
    period = Math.max(PERIOD_NANOS, nanos * LOOK_FACTOR);
  }

  /** What is turned down and why, in one sentence; empty if nothing is. */
  public synchronized Optional<String> complaint() {
    if (steps == 0) {
      return Optional.empty();
    }
    String detail =
        detailShift() == 0
            ? ""
            : ", the budget of detail is " + (1 << detailShift()) + " times smaller";
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the agent's processor time was above cpu.limit (at the last look %.1f %% of the machine"
                + " on its own threads and %.1f %% on the application's): call stacks are taken %d"
                + " times less often%s; counts are exact",
            threads * 100,
            application * 100,
            1 << stackShift(),
            detail));
  }

  private void judge(double stacks) {
    double share = threads + application;
    if (share > limit) {
      calm = 0;
      change(stepsFor(share, stacks));
      return;
    }
    int back = stepsBack(share, stacks);
    room = calm == 0 ? back : Math.min(room, back);
    calm = back == 0 ? 0 : calm + 1;
    if (calm >= CALM_LOOKS) {
      calm = 0;
      change(steps - room);
    }
  }

  /** As many as leave the share below the limit, if each doubles what it is about. */
  private int stepsBack(double share, double stacks) {
    double expected = share;
    double expectedStacks = stacks;
    int back = 0;
    while (back < steps) {
      if (steps - back > STACK_STEPS) {
        expected *= 2;
        expectedStacks *= 2;
      } else {
        expected += expectedStacks;
        expectedStacks *= 2;
      }
      if (expected >= limit * ROOM) {
        break;
      }
      back++;
    }
    return back;
  }

  /** As many as bring the share below the limit, if each halves what it is about; one at least. */
  private int stepsFor(double share, double stacks) {
    int wanted = steps;
    double expected = share;
    double expectedStacks = stacks;
    int halvings = 0;
    while (expected > limit && wanted < STACK_STEPS + DETAIL_STEPS && halvings < MOST_HALVINGS) {
      wanted++;
      if (wanted <= STACK_STEPS) {
        expectedStacks /= 2;
        expected -= expectedStacks;
      } else {
        expected /= 2;
        halvings++;
      }
    }
    return wanted;
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
