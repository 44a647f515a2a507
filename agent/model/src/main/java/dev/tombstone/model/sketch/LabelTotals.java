package dev.tombstone.model.sketch;

import java.util.Arrays;

/**
 * Sum of weights by label, for {@value #MOST} labels; what comes under further ones is one sum, the
 * rest.
 *
 * <p>Open addressing, grown by doubling; no allocation per event in the steady state, at most 6
 * KiB.
 */
public final class LabelTotals {
  /** Labels told apart. */
  public static final int MOST = 256;

  private static final int FREE = -1;

  private int[] labels = new int[16];
  private long[] totals = new long[16];
  private int size;
  private long rest;

  /** Totals of nothing. */
  public LabelTotals() {
    Arrays.fill(labels, FREE);
  }

  /** Adds to a label's sum. */
  public void add(int label, long weight) {
    int slot = slotOf(label);
    if (labels[slot] == FREE) {
      if (size == MOST) {
        rest += weight;
        return;
      }
      if (2 * (size + 1) > labels.length) {
        grow();
        slot = slotOf(label);
      }
      labels[slot] = label;
      size++;
    }
    totals[slot] += weight;
  }

  /** Adds all of another's. */
  public void addAll(LabelTotals other) {
    other.forEach(this::add);
    rest += other.rest;
  }

  /** A label's sum; for one that is not told apart at most the rest. */
  public long atMost(int label) {
    int slot = slotOf(label);
    return labels[slot] == FREE ? rest : totals[slot];
  }

  /** Whether the label has a sum of its own. */
  boolean isToldApart(int label) {
    return labels[slotOf(label)] != FREE;
  }

  /** Adds to the sum over the labels that are not told apart. */
  void addRest(long weight) {
    rest += weight;
  }

  /** Sum over the labels that are not told apart. */
  public long rest() {
    return rest;
  }

  /** Labels told apart. */
  public int size() {
    return size;
  }

  /** Receives the sums. */
  public interface Visitor {
    /** The sum of a label that is told apart. */
    void label(int label, long total);
  }

  /** Shows the labels that are told apart. */
  public void forEach(Visitor visitor) {
    for (int slot = 0; slot < labels.length; slot++) {
      if (labels[slot] != FREE) {
        visitor.label(labels[slot], totals[slot]);
      }
    }
  }

  /** A copy. */
  public LabelTotals copy() {
    LabelTotals copy = new LabelTotals();
    copy.addAll(this);
    return copy;
  }

  /** Forgets everything. */
  public void clear() {
    Arrays.fill(labels, FREE);
    Arrays.fill(totals, 0);
    size = 0;
    rest = 0;
  }

  /** Bytes of the tables. */
  public long bytes() {
    return labels.length * 12L;
  }

  private int slotOf(int label) {
    int mask = labels.length - 1;
    int slot = ((label * 0x9E3779B9) >>> 7) & mask;
    while (labels[slot] != FREE && labels[slot] != label) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int[] oldLabels = labels;
    long[] oldTotals = totals;
    // Both or neither: memory may be missing for the second.
    int[] newLabels = new int[2 * oldLabels.length];
    totals = new long[2 * oldLabels.length];
    Arrays.fill(newLabels, FREE);
    labels = newLabels;
    for (int i = 0; i < oldLabels.length; i++) {
      if (oldLabels[i] != FREE) {
        int slot = slotOf(oldLabels[i]);
        labels[slot] = oldLabels[i];
        totals[slot] = oldTotals[i];
      }
    }
  }
}
