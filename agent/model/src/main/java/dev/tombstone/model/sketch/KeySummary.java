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
 * category.
 */
public final class KeySummary {
  private static final int ENTRY_BYTES = 29;

  /**
   * One key under one category.
   *
   * @param hash identity
   * @param category what the deletions were
   * @param shift largest of its events
   * @param count what was seen of it, and the error
   * @param error the part of the count that stands for events before its admission
   * @param missed misses among what was seen
   */
  public record Entry(long hash, int category, int shift, long count, long error, long missed) {
    /** The same under another hash and another number for its category. */
    Entry renamed(long newHash, int newCategory) {
      return new Entry(newHash, newCategory, shift, count, error, missed);
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
  private final int[] categories;
  private final byte[] shifts;
  private final double floor;
  private final CategoryTotals totals;

  /**
   * A summary of these entries.
   *
   * @param floor what a key that is not among them may have had of weight
   * @param totals of all events, by category; not to be changed any more
   */
  public KeySummary(Entry[] entries, double floor, CategoryTotals totals) {
    hashes = new long[entries.length];
    counts = new long[entries.length];
    errors = new float[entries.length];
    missed = new float[entries.length];
    categories = new int[entries.length];
    shifts = new byte[entries.length];
    this.floor = floor;
    this.totals = totals;
    for (int i = 0; i < entries.length; i++) {
      Entry entry = entries[i];
      hashes[i] = entry.hash();
      counts[i] = entry.count();
      errors[i] = HotKeySketch.roundedUp(entry.error());
      missed[i] = entry.missed();
      categories[i] = entry.category();
      shifts[i] = (byte) entry.shift();
    }
  }

  /**
   * The hottest entries of the sketch, at most this many.
   *
   * @param totals of the sketch's events; copied
   */
  public static KeySummary of(HotKeySketch sketch, CategoryTotals totals, int most) {
    List<Entry> all = new ArrayList<>(sketch.size());
    sketch.forEach(
        (hash, category, shift, count, error, missed) ->
            all.add(new Entry(hash, category, shift, count, error, missed)));
    all.sort(Comparator.comparingLong(Entry::estimate).reversed());
    double floor = sketch.floor() * KeyInterval.GEOMETRIC_QUANTILE;
    for (int i = most; i < all.size(); i++) {
      floor = Math.max(floor, all.get(i).seen() + all.get(i).unseen());
    }
    Entry[] hottest = all.subList(0, Math.min(most, all.size())).toArray(new Entry[0]);
    return new KeySummary(hottest, floor, totals.copy());
  }

  /** The same with other hashes and other numbers for the categories, one to one. */
  public KeySummary renamed(LongUnaryOperator newHashes, IntUnaryOperator newCategories) {
    Map<Integer, Integer> known = new HashMap<>();
    IntUnaryOperator once = category -> known.computeIfAbsent(category, newCategories::applyAsInt);
    CategoryTotals newTotals = new CategoryTotals();
    totals.forEach((category, total) -> newTotals.add(once.applyAsInt(category), total));
    newTotals.addRest(totals.rest());
    Entry[] entries = new Entry[size()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] =
          entry(i).renamed(newHashes.applyAsLong(hashes[i]), once.applyAsInt(categories[i]));
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
    return new Entry(hashes[i], categories[i], shifts[i], counts[i], error, misses);
  }

  /** What a key that is not among the entries may have had of weight. */
  public double floor() {
    return floor;
  }

  /** The same under this category, where no more happened than the category's total. */
  double floor(int category) {
    return Math.min(floor, (double) totals.atMost(category));
  }

  /** Weight of all events, by category. */
  CategoryTotals totals() {
    return totals;
  }

  /** Bytes of the tables. */
  public long bytes() {
    return (long) hashes.length * ENTRY_BYTES + totals.bytes();
  }
}
