package dev.tombstone.benchmarks.hotkeys;

import dev.tombstone.model.sketch.CategoryTotals;
import dev.tombstone.model.sketch.HotKeySketch;
import dev.tombstone.model.sketch.KeyMerge;
import dev.tombstone.model.sketch.KeySummary;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The agent's sketch, as large as a pane's; in parts if asked, merged as panes are. */
final class SketchContestant implements Contestant {
  /** Entries of a pane under way. */
  static final int ENTRIES = 2_048;

  /** Entries kept of a pane that is over. */
  static final int SUMMARY_ENTRIES = 512;

  private static final int FILTER_BITS = 1 << 16;

  private final int shift;
  private final boolean hold;
  private final int parts;
  private final long seed;
  private final List<HotKeySketch> sketches = new ArrayList<>();
  private final CategoryTotals totals = new CategoryTotals();

  SketchContestant(int shift, boolean hold, int parts, long seed) {
    this.shift = shift;
    this.hold = hold;
    this.parts = parts;
    this.seed = seed;
    for (int part = 0; part < parts; part++) {
      sketches.add(new HotKeySketch(ENTRIES, seed + part));
    }
  }

  @Override
  public String name() {
    String how = hold ? ", hold" : "";
    return "Tombstone" + how + (parts == 1 ? "" : ", merge of " + parts);
  }

  @Override
  public void count(KeyStream stream) {
    int length = stream.events();
    totals.add(0, length / parts);
    EventSampler sampler = new EventSampler(shift, seed);
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) length * part / parts);
      int to = (int) ((long) length * (part + 1) / parts);
      if (hold) {
        hold(sketches.get(part), stream.hashes(), from, to, sampler);
      } else if (shift > 0) {
        sample(sketches.get(part), stream.hashes(), from, to, sampler);
      } else {
        all(sketches.get(part), stream.hashes(), from, to);
      }
    }
  }

  @Override
  public List<Claim> top(KeyStream stream, int most) {
    KeyMerge merge = new KeyMerge();
    for (HotKeySketch sketch : sketches) {
      int kept = parts == 1 ? ENTRIES : SUMMARY_ENTRIES;
      merge.add(KeySummary.of(sketch, totals, kept), 1L << shift, 0, category -> category);
    }
    List<KeyMerge.Row> rows = merge.top(most, stream.distinctKeys());
    Map<Long, Integer> keys = keysOf(stream, rows);
    List<Claim> claims = new ArrayList<>();
    for (KeyMerge.Row row : rows) {
      claims.add(
          new Claim(
              keys.get(row.hash()),
              row.interval().estimate(),
              row.interval().lower(),
              row.interval().upper()));
    }
    return claims;
  }

  @Override
  public long bytes() {
    return parts * (HotKeySketch.bytes(ENTRIES) + totals.bytes());
  }

  private static void all(HotKeySketch sketch, long[] hashes, int from, int to) {
    for (int i = from; i < to; i++) {
      sketch.add(hashes[i], 0, 0, false);
    }
  }

  private void sample(HotKeySketch sketch, long[] hashes, int from, int to, EventSampler sampler) {
    for (int i = from; i < to; i++) {
      if (sampler.next()) {
        sketch.add(hashes[i], 0, shift, false);
      }
    }
  }

  private void hold(HotKeySketch sketch, long[] hashes, int from, int to, EventSampler sampler) {
    SampleAndHold holding = new SampleAndHold(sketch);
    for (int i = from; i < to; i++) {
      holding.add(hashes[i], 0, shift, sampler.next(), false);
    }
  }

  /** Looks each hash up in the stream; the bits pass few others, so that this takes no time. */
  private static Map<Long, Integer> keysOf(KeyStream stream, List<KeyMerge.Row> rows) {
    Map<Long, Integer> keys = new HashMap<>();
    BitSet mayBe = new BitSet(FILTER_BITS);
    for (KeyMerge.Row row : rows) {
      keys.put(row.hash(), -1);
      mayBe.set(filterBit(row.hash()));
    }
    for (int i = 0; i < stream.events(); i++) {
      if (mayBe.get(filterBit(stream.hashes()[i]))) {
        int key = stream.keys()[i];
        keys.computeIfPresent(stream.hashes()[i], (hash, before) -> key);
      }
    }
    return keys;
  }

  private static int filterBit(long hash) {
    return (int) hash & (FILTER_BITS - 1);
  }
}
