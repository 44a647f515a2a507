package dev.tombstone.benchmarks.hotkeys;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The exact counts of a stream.
 *
 * @param counts by key
 * @param hottest the keys counted most, hottest first
 * @param events all
 */
record Truth(int[] counts, int[] hottest, int events) {
  /** How many of the hottest are looked at. */
  static final int MOST = 100;

  static Truth of(KeyStream stream) {
    int[] counts = new int[stream.keySpace()];
    for (int key : stream.keys()) {
      counts[key]++;
    }
    return new Truth(counts, hottest(counts, MOST), stream.keys().length);
  }

  /** The keys with the largest counts, hottest first; of equal ones the lowest key first. */
  static int[] hottest(int[] counts, int most) {
    PriorityQueue<Long> coldestFirst = new PriorityQueue<>(Comparator.reverseOrder());
    long limit = Long.MAX_VALUE;
    for (int key = 0; key < counts.length; key++) {
      long rank = ((long) -counts[key] << Integer.SIZE) | key;
      if (counts[key] > 0 && rank < limit) {
        coldestFirst.add(rank);
        if (coldestFirst.size() > most) {
          coldestFirst.remove();
          limit = coldestFirst.element();
        }
      }
    }
    return coldestFirst.stream().sorted().mapToInt(Long::intValue).toArray();
  }

  /** The count of the key of this rank, from 1; 0 past the last. */
  int countAt(int rank) {
    return rank <= hottest.length ? counts[hottest[rank - 1]] : 0;
  }
}
