package dev.tombstone.hook.sampling;

/**
 * The sampling ratio in force.
 *
 * <p>Each change of ratio begins a generation, and a countdown drawn in an earlier one is drawn
 * anew at the thread's next deletion, which being memoryless it may be: every deletion is sampled
 * with the ratio in force when it began.
 */
public final class Sampling {
  /** The shift while nothing is sampled. */
  public static final int NEVER = -1;

  private static volatile int shift = NEVER;

  private Sampling() {}

  /** Never older than a gate word read before. */
  public static int shift() {
    return shift;
  }

  /** Begins a generation with this shift; answers the gate word for it. */
  public static synchronized int change(int newShift) {
    int generation = Gate.nextGeneration();
    shift = newShift;
    return generation;
  }

  /** A single draw, for threads without a countdown: the shift, or {@link #NEVER}. */
  public static int draw() {
    int now = shift;
    return now >= 0 && RandomNumbers.hits(now) ? now : NEVER;
  }
}
