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

  /** The detector of removals that never hit. */
  public static final int NEVER_HITS = 6;

  /** The detector of keys that changed in the map. */
  public static final int MUTATED_KEY = 7;

  /** Number of parts; codes run from 0 to this, exclusive. */
  public static final int COUNT = 8;

  private Part() {}
}
