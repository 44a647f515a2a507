package dev.tombstone.core.window;

import dev.tombstone.model.sketch.CategoryTotals;

/**
 * Deletions on their way into the panes. Each pane takes in all of a batch before the next pane
 * does: its tables are fetched from memory once for many deletions, and not for each anew.
 */
final class KeyBatch {
  /** Keys that are held at most. */
  static final int CAPACITY = 1_024;

  final long[] hashes = new long[CAPACITY];
  final long[] shared = new long[CAPACITY];
  final int[] categories = new int[CAPACITY];
  final byte[] shifts = new byte[CAPACITY];
  final boolean[] misses = new boolean[CAPACITY];
  int size;
  final CategoryTotals totals = new CategoryTotals();
  long deletions;
  int maxRatioShift;

  void addDeletions(int category, int shift, long represented) {
    deletions += represented;
    totals.add(category, represented);
    maxRatioShift = Math.max(maxRatioShift, shift);
  }

  void addKey(long hash, long sharedHash, int category, int shift, boolean miss) {
    hashes[size] = hash;
    shared[size] = sharedHash;
    categories[size] = category;
    shifts[size] = (byte) shift;
    misses[size] = miss;
    size++;
  }

  /** Whether it has to be taken in before more is added. */
  boolean isFull() {
    return size == CAPACITY || totals.size() == CategoryTotals.MOST;
  }

  boolean isEmpty() {
    return deletions == 0 && size == 0;
  }

  void clear() {
    size = 0;
    totals.clear();
    deletions = 0;
    maxRatioShift = 0;
  }

  static long bytes() {
    return CAPACITY * (2L * Long.BYTES + Integer.BYTES + 2);
  }
}
