package dev.tombstone.core.window;

import dev.tombstone.model.sketch.CategoryTotals;
import dev.tombstone.model.sketch.DistinctCounter;
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

  /** A deletion sampled with probability 2<sup>-shift</sup> that stands for so many. */
  void addDeletions(int category, int shift, long represented) {
    deletions += represented;
    totals.add(category, represented);
    maxRatioShift = Math.max(maxRatioShift, shift);
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

  /**
   * The key of a deletion that {@link #addDeletions} was told of: its identity and its shared hash.
   */
  void addKey(long hash, long shared, int category, int shift, boolean miss) {
    keys.add(hash, category, shift, miss);
    distinct.add(shared);
    frequencies.add(shared, 1L << shift);
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
    DistinctCounter frozenDistinct = new DistinctCounter();
    frozenDistinct.merge(distinct);
    return new Pane(
        startMillis,
        KeySummary.of(keys, totals, most),
        frozenDistinct,
        frequencies.freeze(),
        sites.copy(),
        stacks.copy(),
        deletions,
        dropped,
        maxRatioShift,
        maxStackShift);
  }

  /** What it holds now, every key. */
  Pane freeze() {
    return freeze(entries);
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
