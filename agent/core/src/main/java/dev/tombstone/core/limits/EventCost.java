package dev.tombstone.core.limits;

/**
 * What a recorded deletion costs the thread that takes it in, and how many a second can be
 * afforded. In a JVM that has just started it is a hundred times what it will be: the code is
 * interpreted, its classes are loaded, and the compilers want the same processor.
 *
 * <p>Nothing is known at first; then {@value #FIRST} deletions are afforded, and from period to
 * period at most twice as many as in the one before.
 */
public final class EventCost {
  /** Afforded before anything is known. */
  static final long FIRST = 4_096;

  /** Afforded in a period whatever they cost. */
  static final long LEAST = 512;

  /** Of fewer than these the cost of one is not known: most of it is the thread's waking. */
  private static final long ENOUGH = 256;

  private static final double SECOND_NANOS = 1e9;

  private final double share;
  private long affordable = FIRST;

  /**
   * Of a thread.
   *
   * @param share of one processor that the thread may take; infinite: whatever it takes
   */
  public EventCost(double share) {
    this.share = share;
  }

  /**
   * A period is over.
   *
   * @param events recorded in it
   * @param nanos processor time of the thread in it; negative if not known
   */
  void period(long events, long nanos) {
    long twice = Math.min(affordable * 2, Long.MAX_VALUE / 4);
    if (nanos <= 0) {
      affordable = twice;
    } else if (events < ENOUGH) {
      affordable = Math.max(affordable, Math.min(twice, FIRST));
    } else {
      double wanted = share * SECOND_NANOS * events / nanos;
      affordable = Math.max(LEAST, (long) Math.min((double) twice, wanted));
    }
  }

  /** Deletions a second that can be recorded. */
  long affordable() {
    return affordable;
  }
}
