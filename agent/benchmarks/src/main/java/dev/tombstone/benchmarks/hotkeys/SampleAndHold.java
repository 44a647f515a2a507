package dev.tombstone.benchmarks.hotkeys;

import dev.tombstone.model.sketch.HotKeySketch;

/**
 * Counts in a {@link HotKeySketch} by sample-and-hold (Estan, Varghese 2002): a key in the table is
 * counted by every event, and only the others are sampled. The agent does not count so.
 */
final class SampleAndHold {
  private final HotKeySketch sketch;

  /** Counts in this sketch. */
  SampleAndHold(HotKeySketch sketch) {
    this.sketch = sketch;
  }

  /**
   * Counts an event: in full if its key is in the table, otherwise as the sample decides.
   *
   * @param category below {@link HotKeySketch#CATEGORIES}
   * @param sampled whether this event is in the sample, which each is with probability
   *     2<sup>-shift</sup>
   * @return the key's entry, or -1 if it is not in the table
   */
  int add(long hash, int category, int shift, boolean sampled, boolean miss) {
    int entry = sketch.entryOf(hash, category);
    if (entry < 0 && sampled) {
      // The event itself is seen, and the others that it stands for are not.
      long weight = 1L << shift;
      entry = sketch.admit(hash, category, weight, weight - 1);
    }
    if (entry >= 0) {
      sketch.count(entry, 1, 0, miss);
    }
    return entry;
  }
}
