package dev.tombstone.core.window;

import dev.tombstone.model.sketch.CategoryTotals;
import dev.tombstone.model.sketch.DistinctCounter;
import dev.tombstone.model.sketch.Frequencies;
import dev.tombstone.model.sketch.FrequencySample;
import dev.tombstone.model.sketch.HotKeySketch;
import dev.tombstone.model.sketch.KeySummary;

/** The pane under way. Its tables are made once and used again for the next pane. */
final class LivePane {
  private final int entries;
  private final HotKeySketch keys;
  private final DistinctCounter distinct = new DistinctCounter();
  private final FrequencySample frequencies = new FrequencySample();
  private final CategoryTotals totals = new CategoryTotals();
  private final SiteTotals sites = new SiteTotals();
  private final SiteTotals stacks = new SiteTotals();
  private long startMillis;
  private long deletions;
  private long dropped;
  private int maxRatioShift;
  private int maxStackShift;

  LivePane(long startMillis, int entries, long seed) {
    this.startMillis = startMillis;
    this.entries = entries;
    keys = new HotKeySketch(entries, seed);
  }

  long startMillis() {
    return startMillis;
  }

  /** Takes in deletions; of their keys only how often the hot ones come. */
  void add(KeyBatch batch) {
    deletions += batch.deletions;
    totals.addAll(batch.totals);
    maxRatioShift = Math.max(maxRatioShift, batch.maxRatioShift);
    for (int key = 0; key < batch.size(); key++) {
      batch.addTo(keys, key);
    }
  }

  /** Takes in how many keys there are, and how often they come. */
  void addShape(KeyBatch batch, KeyNames names) {
    for (int key = 0; key < batch.size(); key++) {
      batch.addTo(distinct, frequencies, names, key);
    }
  }

  /**
   * As {@link #addShape(KeyBatch, KeyNames)}, of all that a shorter pane within this one has taken
   * in.
   */
  void addShape(LivePane shorter) {
    distinct.merge(shorter.distinct);
    frequencies.merge(shorter.frequencies);
  }

  /**
   * Deletions of which nothing is known but their estimated number, and a sampling probability of
   * 2<sup>-shift</sup> that was in force.
   */
  void addDropped(long represented, int shift) {
    deletions += represented;
    dropped += represented;
    maxRatioShift = Math.max(maxRatioShift, shift);
  }

  /** A deletion with a stack, which is taken with probability 2<sup>-shift</sup>. */
  void addSite(int site, int shift, long represented, boolean miss) {
    sites.add(site, represented, miss);
    maxStackShift = Math.max(maxStackShift, shift);
  }

  /** A deletion whose stack was named. */
  void addStack(int stack, long represented, boolean miss) {
    stacks.add(stack, represented, miss);
  }

  /** What it holds now, of keys at most this many. */
  Pane freeze(int most) {
    return frozen(most, frequencies.freeze());
  }

  /** What it holds now, every key. */
  Pane freeze() {
    return freeze(entries);
  }

  /** What it holds now, and of the shape also what a shorter pane, which is under way, holds. */
  Pane freezeWith(LivePane shorter) {
    FrequencySample all = new FrequencySample();
    all.merge(frequencies);
    all.merge(shorter.frequencies);
    Pane pane = frozen(entries, all.freeze());
    pane.distinct().merge(shorter.distinct);
    return pane;
  }

  private Pane frozen(int most, Frequencies frozenFrequencies) {
    DistinctCounter frozenDistinct = new DistinctCounter();
    frozenDistinct.merge(distinct);
    return new Pane(
        startMillis,
        KeySummary.of(keys, totals, most),
        frozenDistinct,
        frozenFrequencies,
        sites.copy(),
        stacks.copy(),
        deletions,
        dropped,
        maxRatioShift,
        maxStackShift);
  }

  /** Begins the next pane. */
  void restart(long newStartMillis) {
    startMillis = newStartMillis;
    keys.clear();
    distinct.clear();
    frequencies.clear();
    totals.clear();
    sites.clear();
    stacks.clear();
    deletions = 0;
    dropped = 0;
    maxRatioShift = 0;
    maxStackShift = 0;
  }

  /** Bytes of all that is about stacks. */
  long stackBytes() {
    return stacks.bytes();
  }

  /** Bytes of all that is about keys. */
  long keyBytes() {
    return HotKeySketch.bytes(entries)
        + DistinctCounter.REGISTERS
        + FrequencySample.bytes()
        + totals.bytes();
  }
}
