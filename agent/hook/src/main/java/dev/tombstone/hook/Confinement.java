package dev.tombstone.hook;

/**
 * Which maps only one thread changes: their operations need no observer, and pay little.
 *
 * <p>A word for each of {@value #SLOTS} residues of the identity hash. The first thread seen at a
 * word has its maps to itself: they are not observed until another thread comes, and then all are,
 * until the next {@link #forget}. Words are read and written racily; what is lost is a moment of
 * observation. Maps that share a word and not a thread are observed without need.
 */
final class Confinement {
  private static final int SLOTS = 16_384;
  private static final long CONFINED = 1L << 62;
  private static final long SHARED = 1L << 61;

  private static final long[] WORDS = new long[SLOTS];

  private Confinement() {}

  /** Whether the map with this identity hash is known to be confined to this thread. */
  static boolean holds(int identityHash, long threadId) {
    return WORDS[identityHash & (SLOTS - 1)] == (threadId | CONFINED);
  }

  /** An operation on this thread; true if it is to be observed. */
  static boolean isShared(int identityHash, long threadId) {
    int slot = identityHash & (SLOTS - 1);
    long word = WORDS[slot];
    if (word == 0) {
      WORDS[slot] = threadId | CONFINED;
      return false;
    }
    if (word == (threadId | CONFINED)) {
      return false;
    }
    if (word != SHARED) {
      WORDS[slot] = SHARED;
    }
    return true;
  }

  /** Lets maps that several threads changed be found confined again. */
  static void forget() {
    for (int slot = 0; slot < SLOTS; slot++) {
      if (WORDS[slot] == SHARED) {
        WORDS[slot] = 0;
      }
    }
  }
}
