package dev.tombstone.hook.sampling;

/**
 * One word that every deletion reads: {@link #OFF} while nothing is counted, otherwise the
 * generation of the sampling ratio. A row that holds the same word has a countdown that was drawn
 * with the ratio in force.
 *
 * <p>A static field that is read as it is, not a VarHandle, which links itself at its first use.
 */
public final class Gate {
  /** Nothing is counted. */
  public static final int OFF = 0;

  /** The word itself: read where there may be no stack for a call. */
  public static volatile int word = OFF;

  private static int generation;

  /**
   * The first generation of the present run: what read an earlier word belongs to an earlier run.
   */
  private static volatile int firstOfRun = 1;

  private Gate() {}

  /** Draws every countdown anew from now on, at the thread's next deletion; answers the word. */
  static synchronized int nextGeneration() {
    if (generation == Integer.MAX_VALUE) {
      generation = 0;
      firstOfRun = 1;
    }
    return ++generation;
  }

  /** Opens the gate for this generation. */
  public static void open(int newWord) {
    word = newWord;
  }

  /** Lets nothing be counted. */
  public static void shut() {
    word = OFF;
  }

  /** Ends the run: words read so far belong to the past. The gate is shut. */
  public static synchronized void endRun() {
    firstOfRun = nextGeneration();
  }

  /**
   * Whether the run has ended in which this word was read. Where to add a count is to be read
   * before this is asked: if the answer is no, it was not yet another run's.
   */
  public static boolean isOver(int readWord) {
    return readWord < firstOfRun;
  }
}
