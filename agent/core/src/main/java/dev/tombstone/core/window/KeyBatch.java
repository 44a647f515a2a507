package dev.tombstone.core.window;

import dev.tombstone.model.sketch.CategoryTotals;
import dev.tombstone.model.sketch.DistinctCounter;
import dev.tombstone.model.sketch.FrequencySample;
import dev.tombstone.model.sketch.HotKeySketch;
import java.util.Arrays;

/**
 * Deletions on their way into the panes. Each pane takes in all of a batch before the next pane
 * does: its tables are fetched from memory once for many deletions, and not for each anew. What
 * comes again within a batch is one addition to a table, not one each time.
 */
final class KeyBatch {
  /** Keys that are held at most. */
  static final int CAPACITY = 1_024;

  /** At most half full. */
  private static final int PLACES = 2 * CAPACITY;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** By hash the number of a key, plus one. */
  private final short[] places = new short[PLACES];

  private final long[] hashes = new long[CAPACITY];
  private final int[] categories = new int[CAPACITY];
  private final byte[] shifts = new byte[CAPACITY];
  private final int[] events = new int[CAPACITY];
  private final int[] misses = new int[CAPACITY];
  private int size;
  final CategoryTotals totals = new CategoryTotals();
  long deletions;
  int maxRatioShift;

  void addDeletions(int category, int shift, long represented) {
    deletions += represented;
    totals.add(category, represented);
    maxRatioShift = Math.max(maxRatioShift, shift);
  }

  /** Answers how often the key has come in this batch, in this category and with this shift. */
  int addKey(long hash, int category, int shift, boolean miss) {
    int place = (int) ((hash + category * GOLDEN) >>> 40) & (PLACES - 1);
    int key = places[place] - 1;
    while (key >= 0
        && (hashes[key] != hash || categories[key] != category || shifts[key] != shift)) {
      place = (place + 1) & (PLACES - 1);
      key = places[place] - 1;
    }
    if (key < 0) {
      key = size++;
      places[place] = (short) size;
      hashes[key] = hash;
      categories[key] = category;
      shifts[key] = (byte) shift;
      events[key] = 0;
      misses[key] = 0;
    }
    events[key]++;
    misses[key] += miss ? 1 : 0;
    return events[key];
  }

  /** Different keys that it holds. */
  int size() {
    return size;
  }

  /** A method of its own for one key, as below: a loop is compiled long after what it calls. */
  void addTo(HotKeySketch sketch, int key) {
    int unused = sketch.add(hashes[key], categories[key], shifts[key], events[key], misses[key]);
  }

  /** Tells how many keys there are, and how often they come, of a key by its shared hash. */
  void addTo(DistinctCounter distinct, FrequencySample frequencies, KeyNames names, int key) {
    long shared = names.shared(hashes[key]);
    distinct.add(shared);
    frequencies.add(shared, (long) events[key] << shifts[key]);
  }

  /** Whether it has to be taken in before more is added. */
  boolean isFull() {
    return size == CAPACITY || totals.size() == CategoryTotals.MOST;
  }

  boolean isEmpty() {
    return deletions == 0 && size == 0;
  }

  void clear() {
    Arrays.fill(places, (short) 0);
    size = 0;
    totals.clear();
    deletions = 0;
    maxRatioShift = 0;
  }

  static long bytes() {
    return CAPACITY * (Long.BYTES + 3L * Integer.BYTES + 1) + PLACES * (long) Short.BYTES;
  }
}
