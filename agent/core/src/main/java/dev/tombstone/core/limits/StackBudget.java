package dev.tombstone.core.limits;

import dev.tombstone.core.intake.EventRing;

/**
 * Keeps the stacks taken near {@value #STACKS_A_SECOND} a second: the probability of taking one
 * falls by powers of two as sampled deletions become more, and rises again.
 *
 * <p>A stack costs fifty times what the rest of an event does, on both threads. While they show
 * nothing new they are taken less often: after {@value #CALM_PERIODS} s without a new call site
 * half as often, down to {@value #LEAST_A_SECOND} a second, and in full again with the next new
 * one.
 */
public final class StackBudget {
  static final int STACKS_A_SECOND = 100;

  /** What is known already needs no more than this. */
  static final int LEAST_A_SECOND = 12;

  static final int CALM_PERIODS = 5;
  private static final long PERIOD_NANOS = 1_000_000_000L;

  private final EventRing ring;
  private long periodStart;
  private long sampled;
  private int shift;
  private long refused;
  private int throttle;
  private int rate = STACKS_A_SECOND;
  private int calm;

  /** A budget of the stacks that this ring walks. */
  public StackBudget(EventRing ring, long nowNanos) {
    this.ring = ring;
    periodStart = nowNanos;
  }

  /** A deletion was sampled, with a stack or without. */
  public void sampled() {
    sampled++;
  }

  /** A stack has shown something new, or somebody waits for every one. */
  public void wanted() {
    rate = STACKS_A_SECOND;
    calm = 0;
  }

  /** Takes a power of two fewer from the next period on. */
  public void throttle(int newShift) {
    throttle = newShift;
  }

  /** To be called often; does something once a second. */
  public void tick(long nowNanos) {
    long length = nowNanos - periodStart;
    if (length < PERIOD_NANOS) {
      return;
    }
    calm++;
    if (calm >= CALM_PERIODS) {
      calm = 0;
      rate = Math.max(LEAST_A_SECOND, rate / 2);
    }
    int fitting =
        RateFit.shift(sampled, length, Math.max(1, rate >> throttle), EventRing.MAX_STACK_SHIFT);
    shift = Math.max(fitting, shift - 1);
    ring.beginStackPeriod(shift);
    periodStart = nowNanos;
    sampled = 0;
  }

  /** A stack is taken with probability 2<sup>-shift</sup>. */
  int shift() {
    return shift;
  }

  /** Stacks drawn and refused since start: sites are underestimated by as many. */
  public long refused() {
    refused += ring.takeRefusedStacks();
    return refused;
  }
}
