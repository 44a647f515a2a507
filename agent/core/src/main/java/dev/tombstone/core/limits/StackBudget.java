package dev.tombstone.core.limits;

import dev.tombstone.core.intake.EventRing;

/**
 * Keeps the stacks taken near {@value #STACKS_A_SECOND} a second: the probability of taking one
 * falls by powers of two as sampled deletions become more, and rises again.
 */
public final class StackBudget {
  static final int STACKS_A_SECOND = 100;

  private static final long PERIOD_NANOS = 1_000_000_000L;

  private final EventRing ring;
  private long periodStart;
  private long sampled;
  private int shift;
  private long refused;
  private int throttle;

  /** A budget of the stacks that this ring walks. */
  public StackBudget(EventRing ring, long nowNanos) {
    this.ring = ring;
    periodStart = nowNanos;
  }

  /** A deletion was sampled, with a stack or without. */
  public void sampled() {
    sampled++;
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
    int fitting =
        RateFit.shift(sampled, length, STACKS_A_SECOND >> throttle, EventRing.MAX_STACK_SHIFT);
    shift = Math.max(fitting, shift - 1);
    ring.beginStackPeriod(shift);
    periodStart = nowNanos;
    sampled = 0;
  }

  /** Stacks drawn and refused since start: sites are underestimated by as many. */
  public long refused() {
    refused += ring.takeRefusedStacks();
    return refused;
  }
}
