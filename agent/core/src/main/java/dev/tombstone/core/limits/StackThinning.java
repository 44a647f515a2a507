package dev.tombstone.core.limits;

import dev.tombstone.hook.sampling.RandomNumbers;

/**
 * Which of the stacks taken are named frame by frame: near {@value #STACKS_A_SECOND} a second,
 * drawn at random, since naming sixteen frames costs as much as walking them. Until so many come
 * every one is. Within a period the probability is halved at each further {@value #STEP}, so that a
 * burst costs little and the weights stay right.
 */
public final class StackThinning {
  /** So many are named a second before any is left out. */
  public static final int STACKS_A_SECOND = 128;

  static final int STEP = 64;

  private static final int MAX_SHIFT = 10;
  private static final long PERIOD_NANOS = 1_000_000_000L;

  private long periodStart;
  private long offered;
  private int kept;
  private int shift;

  /** Leaves nothing out yet. */
  public StackThinning(long nowNanos) {
    periodStart = nowNanos;
  }

  /** The shift of the probability that this stack was kept with, or -1 if it is left out. */
  public int draw() {
    offered++;
    int inForce = shift;
    if (!RandomNumbers.hits(inForce)) {
      return -1;
    }
    kept++;
    if (kept % STEP == 0 && kept >= STACKS_A_SECOND) {
      shift = Math.min(shift + 1, MAX_SHIFT);
    }
    return inForce;
  }

  /** To be called often; draws the line anew once a second. */
  public void tick(long nowNanos) {
    long length = nowNanos - periodStart;
    if (length < PERIOD_NANOS) {
      return;
    }
    shift = RateFit.shift(offered, length, STACKS_A_SECOND, MAX_SHIFT);
    periodStart = nowNanos;
    offered = 0;
    kept = 0;
  }
}
