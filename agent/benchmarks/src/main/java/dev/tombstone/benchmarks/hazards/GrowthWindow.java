package dev.tombstone.benchmarks.hazards;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * How long the one insertion takes that moves all entries to a table twice as large. A clock is
 * read before and after; what that takes (some 25 ns) is included.
 */
final class GrowthWindow {
  /** Sizes of the table that is left. */
  static final int[] TABLES = {64, 1_024, 16_384, 131_072};

  private static final int ENTRIES_PER_ROUND = 2_000_000;

  private GrowthWindow() {}

  /** In nanoseconds; the map grows from its default size each time. */
  static Histogram measure(String map, int table) {
    int last = table / 4 * 3 + (map.equals("HashMap") ? 1 : 0);
    int rounds = Math.max(30, ENTRIES_PER_ROUND / last);
    once(map, last, rounds);
    return once(map, last, rounds);
  }

  private static Histogram once(String map, int last, int rounds) {
    Histogram nanos = new Histogram(3);
    for (int round = 0; round < rounds; round++) {
      Map<Integer, Integer> filled = Trials.type(map).get();
      for (int i = 1; i < last; i++) {
        filled.put(i, i);
      }
      Integer key = last;
      long from = System.nanoTime();
      filled.put(key, key);
      nanos.recordValue(System.nanoTime() - from);
    }
    return nanos;
  }
}
