package dev.tombstone.model.sketch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * The hottest entries of a {@link HotKeySketch} at one moment, and a bound for every other key.
 * Immutable; {@value #ENTRY_BYTES} bytes an entry. The floor bounds the weight of a key under one
 * label.
 */
public final class KeySummary {
  private static final int ENTRY_BYTES = 29;

  /**
   * One key under one label.
   *
   * @param hash identity
   * @param label what the deletions were
   * @param shift largest of its events
   * @param count what was seen of it, and the error
   * @param error the part of the count that stands for events before its admission
   * @param missed misses among what was seen
   */
  public record Entry(long hash, int label, int shift, long count, long error, long missed) {
    /** The same under another hash and another number for its label. */
    Entry renamed(long newHash, int newLabel) {
      return new Entry(newHash, newLabel, shift, count, error, missed);
    }

    /** What was surely seen. */
    public long seen() {
      return count - error;
    }

    /** What to rank by: of the error no more than was seen. */
    public long estimate() {
      return Math.min(count, 2 * seen());
    }

    /** What of its weight may have been refused before it was admitted. */
    public double unseen() {
      return error * KeyInterval.GEOMETRIC_QUANTILE;
    }
  }

  private final long[] hashes;
  private final long[] counts;
  private final float[] errors;
  private final float[] missed;
  private final int[] labels;
  private final byte[] shifts;
  private final double floor;
  private final LabelTotals totals;

  /**
   * A summary of these entries.
   *
   * @param floor what a key that is not among them may have had of weight
   * @param totals of all events, by label; not to be changed any more
   */
  public KeySummary(Entry[] entries, double floor, LabelTotals totals) {
    hashes = new long[entries.length];
    counts = new long[entries.length];
    errors = new float[entries.length];
    missed = new float[entries.length];
    labels = new int[entries.length];
    shifts = new byte[entries.length];
    this.floor = floor;
    this.totals = totals;
    for (int i = 0; i < entries.length; i++) {
      Entry entry = entries[i];
      hashes[i] = entry.hash();
      counts[i] = entry.count();
      errors[i] = HotKeySketch.roundedUp(entry.error());
      missed[i] = entry.missed();
      labels[i] = entry.label();
      shifts[i] = (byte) entry.shift();
    }
  }

  /**
   * The hottest entries of the sketch, at most this many.
   *
   * @param totals of the sketch's events; copied
   */
  public static KeySummary of(HotKeySketch sketch, LabelTotals totals, int most) {
    List<Entry> all = new ArrayList<>(sketch.size());
    sketch.forEach(
        (hash, label, shift, count, error, missed) ->
            all.add(new Entry(hash, label, shift, count, error, missed)));
    all.sort(Comparator.comparingLong(Entry::estimate).reversed());
    double floor = sketch.floor() * KeyInterval.GEOMETRIC_QUANTILE;
    for (int i = most; i < all.size(); i++) {
      floor = Math.max(floor, all.get(i).seen() + all.get(i).unseen());
    }
    Entry[] hottest = all.subList(0, Math.min(most, all.size())).toArray(new Entry[0]);
    return new KeySummary(hottest, floor, totals.copy());
  }

  /** The same with other hashes and other numbers for the labels, one to one. */
  public KeySummary renamed(LongUnaryOperator newHashes, IntUnaryOperator newLabels) {
    Map<Integer, Integer> known = new HashMap<>();
    IntUnaryOperator once = label -> known.computeIfAbsent(label, newLabels::applyAsInt);
    LabelTotals newTotals = new LabelTotals();
    totals.forEach((label, total) -> newTotals.add(once.applyAsInt(label), total));
    newTotals.addRest(totals.rest());
    Entry[] entries = new Entry[size()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = entry(i).renamed(newHashes.applyAsLong(hashes[i]), once.applyAsInt(labels[i]));
    }
    return new KeySummary(entries, floor, newTotals);
  }

  /** Entries. */
  public int size() {
    return hashes.length;
  }

  /** The entry at this position. */
  public Entry entry(int i) {
    long error = Math.min((long) errors[i], counts[i]);
    long misses = Math.min((long) missed[i], counts[i] - error);
    return new Entry(hashes[i], labels[i], shifts[i], counts[i], error, misses);
  }

  /** What a key that is not among the entries may have had of weight. */
  public double floor() {
    return floor;
  }

  /** The same under this label, where no more happened than the label's total. */
  double floor(int label) {
    return Math.min(floor, (double) totals.atMost(label));
  }

  /** Weight of all events, by label. */
  LabelTotals totals() {
    return totals;
  }

  /** Bytes of the tables. */
  public long bytes() {
    return (long) hashes.length * ENTRY_BYTES + totals.bytes();
  }
}
