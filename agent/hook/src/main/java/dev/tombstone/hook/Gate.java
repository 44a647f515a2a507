package dev.tombstone.hook;

import java.util.concurrent.atomic.AtomicLong;

/**
 * One word that says whether a deletion may take the short path: the generation of the sampling
 * ratio in the upper half, the number of open operation scopes of all threads in the lower. A
 * thread whose cell holds the same word knows with one comparison that the ratio is the one its
 * countdown was drawn with and that no scope renames the deletion.
 *
 * <p>A thread's own scope is always in the count. Not a VarHandle, which links itself at its first
 * use.
 */
final class Gate {
  private static final int GENERATION_BITS = 32;
  private static final long NEXT_GENERATION = 1L << GENERATION_BITS;
  private static final long SCOPES_MASK = NEXT_GENERATION - 1;
  private static final AtomicLong WORD = new AtomicLong();

  private Gate() {}

  static long word() {
    return WORD.get();
  }

  /** The word of the same generation with no scope open. */
  static long closed(long word) {
    return word & ~SCOPES_MASK;
  }

  /** The word of the generation to come, with no scope open. */
  static long nextWord() {
    return closed(word()) + NEXT_GENERATION;
  }

  static boolean anyScope() {
    return (WORD.get() & SCOPES_MASK) != 0;
  }

  static void openScope() {
    WORD.getAndIncrement();
  }

  static void closeScope() {
    WORD.getAndDecrement();
  }

  static void nextGeneration() {
    WORD.getAndAdd(NEXT_GENERATION);
  }
}
