package dev.tombstone.model.sketch;

import java.util.Arrays;

/**
 * Sum of weights by category, for {@value #MOST} categories; what comes under further ones is one
 * sum, the rest.
 *
 * <p>Open addressing, grown by doubling; no allocation per event in the steady state, at most 6
 * KiB.
 */
public final class CategoryTotals {
  /** Categories told apart. */
  public static final int MOST = 256;

  private static final int FREE = -1;

  private int[] categories = new int[16];
  private long[] totals = new long[16];
  private int size;
  private long rest;

  /** Totals of nothing. */
  public CategoryTotals() {
    Arrays.fill(categories, FREE);
  }

  /** Adds to a category's sum. */
  public void add(int category, long weight) {
    int slot = slotOf(category);
    if (categories[slot] == FREE) {
      if (size == MOST) {
        rest += weight;
        return;
      }
      if (2 * (size + 1) > categories.length) {
        grow();
        slot = slotOf(category);
      }
      categories[slot] = category;
      size++;
    }
    totals[slot] += weight;
  }

  /** Adds all of another's. */
  public void addAll(CategoryTotals other) {
    other.forEach(this::add);
    rest += other.rest;
  }

  /** A category's sum; for one that is not told apart at most the rest. */
  public long atMost(int category) {
    int slot = slotOf(category);
    return categories[slot] == FREE ? rest : totals[slot];
  }

  /** Whether the category has a sum of its own. */
  boolean isToldApart(int category) {
    return categories[slotOf(category)] != FREE;
  }

  /** Adds to the sum over the categories that are not told apart. */
  void addRest(long weight) {
    rest += weight;
  }

  /** Sum over the categories that are not told apart. */
  public long rest() {
    return rest;
  }

  /** Categories told apart. */
  public int size() {
    return size;
  }

  /** Receives the sums. */
  public interface Visitor {
    /** The sum of a category that is told apart. */
    void category(int category, long total);
  }

  /** Shows the categories that are told apart. */
  public void forEach(Visitor visitor) {
    for (int slot = 0; slot < categories.length; slot++) {
      if (categories[slot] != FREE) {
        visitor.category(categories[slot], totals[slot]);
      }
    }
  }

  /** A copy. */
  public CategoryTotals copy() {
    CategoryTotals copy = new CategoryTotals();
    copy.addAll(this);
    return copy;
  }

  /** Forgets everything. */
  public void clear() {
    Arrays.fill(categories, FREE);
    Arrays.fill(totals, 0);
    size = 0;
    rest = 0;
  }

  /** Bytes of the tables. */
  public long bytes() {
    return categories.length * 12L;
  }

  private int slotOf(int category) {
    int mask = categories.length - 1;
    int slot = ((category * 0x9E3779B9) >>> 7) & mask;
    while (categories[slot] != FREE && categories[slot] != category) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int[] oldCategories = categories;
    long[] oldTotals = totals;
    // Both or neither: memory may be missing for the second.
    int[] newCategories = new int[2 * oldCategories.length];
    totals = new long[2 * oldCategories.length];
    Arrays.fill(newCategories, FREE);
    categories = newCategories;
    for (int i = 0; i < oldCategories.length; i++) {
      if (oldCategories[i] != FREE) {
        int slot = slotOf(oldCategories[i]);
        categories[slot] = oldCategories[i];
        totals[slot] = oldTotals[i];
      }
    }
  }
}
