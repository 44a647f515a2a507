package dev.tombstone.hook;

/**
 * The parts of the hook that can fail on their own. An error is put down to one of them, and what
 * is switched off after too many is that part.
 *
 * <p>Ints, not an enum: they are passed on threads that may have no stack left for a call.
 */
public final class Part {
  /** The exact counts. */
  public static final int COUNTING = 0;

  /** What is recorded of sampled deletions. */
  public static final int DETAIL = 1;

  /** The observer of whole operations. */
  public static final int MUTATIONS = 2;

  /** The observer of loops. */
  public static final int ITERATION = 3;

  /** The observer of resizes. */
  public static final int RESIZE = 4;

  /** The walk over a map after a miss. */
  public static final int AUDIT = 5;

  /** The first detector of the agent's list; the others follow. */
  public static final int FIRST_DETECTOR = 6;

  /** So many detectors have parts of their own. */
  public static final int MOST_DETECTORS = 26;

  /** Number of parts; codes run from 0 to this, exclusive. */
  public static final int COUNT = FIRST_DETECTOR + MOST_DETECTORS;

  private Part() {}
}
