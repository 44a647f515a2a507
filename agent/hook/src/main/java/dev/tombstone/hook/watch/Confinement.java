package dev.tombstone.hook.watch;

/**
 * Which maps only one thread changes: their operations need no observer, and pay little.
 *
 * <p>A word for each of {@value #SLOTS} residues of the identity hash. A map changed {@value
 * #CONFINED_AFTER} times by one thread and no other is confined to it: its operations on that
 * thread are not observed until another thread comes, and then all are, until the next {@link
 * #forget}. Words are read and written racily; what is lost is a moment of observation.
 */
final class Confinement {
  private static final int SLOTS = 16_384;
  private static final int CONFINED_AFTER = 15;
  private static final int COUNT_SHIFT = 48;
  private static final long THREAD_MASK = (1L << COUNT_SHIFT) - 1;
  private static final long COUNT_ONE = 1L << COUNT_SHIFT;
  private static final long CONFINED = 1L << 62;
  private static final long SHARED = 1L << 61;

  private static final long[] WORDS = new long[SLOTS];

  private Confinement() {}

  /** Whether the map with this identity hash is confined to this thread. */
  static boolean holds(int identityHash, long threadId) {
    return WORDS[identityHash & (SLOTS - 1)] == (threadId | CONFINED);
  }

  /**
   * Whether a thread other than this is known to change a map with this identity hash; no means
   * that none is, as far as operations were observed.
   */
  static boolean isOthers(int identityHash, long threadId) {
    long word = WORDS[identityHash & (SLOTS - 1)];
    return word != 0 && ((word & SHARED) != 0 || (word & THREAD_MASK) != threadId);
  }

  /** Whether several threads are known to change a map with this identity hash. */
  static boolean isShared(int identityHash) {
    return (WORDS[identityHash & (SLOTS - 1)] & SHARED) != 0;
  }

  /** An observed operation on this thread. */
  static void note(int identityHash, long threadId) {
    int slot = identityHash & (SLOTS - 1);
    long word = WORDS[slot];
    if ((word & SHARED) != 0) {
      return;
    }
    long thread = word & THREAD_MASK;
    if (thread == 0) {
      WORDS[slot] = threadId | COUNT_ONE;
    } else if (thread != threadId) {
      WORDS[slot] = threadId | SHARED;
    } else {
      long count = (word >>> COUNT_SHIFT) & CONFINED_AFTER;
      WORDS[slot] = count == CONFINED_AFTER ? threadId | CONFINED : word + COUNT_ONE;
    }
  }

  /** Lets maps that several threads changed be found confined again. */
  static void forget() {
    for (int slot = 0; slot < SLOTS; slot++) {
      if ((WORDS[slot] & SHARED) != 0) {
        WORDS[slot] = 0;
      }
    }
  }
}
