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

  /** Of one processor, what taking events in may take however little the application does. */
  static final double LEAST_SHARE = 0.001;

  /** Of fewer than these the cost of one is not known: most of it is the thread's waking. */
  private static final long ENOUGH = 256;

  private static final double SECOND_NANOS = 1e9;

  private final double most;
  private double share;
  private long affordable = FIRST;

  /**
   * Of a thread.
   *
   * @param most of one processor that the thread may take, in a JVM that keeps the machine busy;
   *     infinite: whatever it takes
   */
  public EventCost(double most) {
    this.most = most;
    share = most;
  }

  /**
   * The JVM takes this share of the machine's processor time: of a thread that may take so much of
   * a busy machine, a service that does little is not to see more than one that does much.
   */
  void used(double ofMachine) {
    share = Math.max(Math.min(most, LEAST_SHARE), most * ofMachine);
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
