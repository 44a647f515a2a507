package dev.tombstone.hook.sampling;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The sampling ratio in force, and how many threads' next deletion is to be sampled.
 *
 * <p>Each change of ratio begins a generation, and a countdown drawn in an earlier one is drawn
 * anew at the thread's next deletion, which being memoryless it may be: every deletion is sampled
 * with the ratio in force. The count of threads lets an operation see with one read, at its entry,
 * that nobody's next deletion is sampled and no clock needs reading.
 */
public final class Sampling {
  /** The shift while nothing is sampled. */
  public static final int NEVER = -1;

  private static final int GENERATION_BITS = 32;

  private static volatile int shift = NEVER;

  /**
   * The generation in the upper half; in the lower the threads armed in it, at p = 1 one more, so
   * that every entry looks.
   */
  private static final AtomicLong ARMED = new AtomicLong();

  private Sampling() {}

  /** Never older than a gate word read before. */
  public static int shift() {
    return shift;
  }

  /** Whether some thread's next deletion is to be sampled. */
  public static boolean anyArmed() {
    return (int) ARMED.get() != 0;
  }

  /** Begins a generation with this shift; answers the gate word for it. */
  public static synchronized int change(int newShift) {
    int generation = Gate.nextGeneration();
    shift = newShift;
    ARMED.set(((long) generation << GENERATION_BITS) | (newShift == 0 ? 1 : 0));
    return generation;
  }

  /** One thread more (1) or less (-1) is armed, if the generation is still this gate word's. */
  public static void arm(int gate, int change) {
    long before;
    do {
      before = ARMED.get();
      if ((int) (before >>> GENERATION_BITS) != gate) {
        return;
      }
    } while (!ARMED.compareAndSet(before, before + change));
  }

  /** A single draw, for threads without a countdown: the shift, or {@link #NEVER}. */
  public static int draw() {
    int now = shift;
    return now >= 0 && RandomNumbers.hits(now) ? now : NEVER;
  }
}
