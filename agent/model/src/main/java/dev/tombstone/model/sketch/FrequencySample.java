package dev.tombstone.model.sketch;

import java.util.Arrays;

/**
 * Exact counts of a random sample of keys, for the shape of the distribution: how many keys were
 * deleted at least so often.
 *
 * <p>A key is in the sample if the low {@code level} bits of its hash are 0, whatever its count:
 * each key with probability 2<sup>-level</sup> and, if so, from its first event on. When {@value
 * #MOST} keys are in, the level rises by one and half of them leave. Of {@code n} keys in the
 * sample with some property there are about {@code n 2^level}, with a relative standard error of
 * {@code 1 / sqrt(n)}. Sampling keys by hash, as Waldspurger et al. do for caches (SHARDS, 2015),
 * finds no hot keys: a hot key is as likely to be left out as any.
 *
 * <p>16 KiB, allocated at once; an event allocates nothing unless it raises the level.
 */
public final class FrequencySample {
  /** Keys kept at most. */
  public static final int MOST = 512;

  /** Table length: at most half full. */
  private static final int LENGTH = 2 * MOST;

  private static final int MAX_LEVEL = 48;

  private final long[] hashes = new long[LENGTH];

  /** 0 in a free slot. */
  private final long[] counts = new long[LENGTH];

  private int size;
  private int level;

  /** Counts an event that stands for this many. */
  public void add(long hash, long weight) {
    if (!isIn(hash)) {
      return;
    }
    int slot = slotOf(hash);
    if (counts[slot] == 0) {
      while (size == MOST && level < MAX_LEVEL) {
        raise();
      }
      if (size == MOST || !isIn(hash)) {
        return;
      }
      slot = slotOf(hash);
      hashes[slot] = hash;
      size++;
    }
    counts[slot] += weight;
  }

  /**
   * Counts all that another sample has counted; the same as if this one had been told of it, since
   * a key is in a sample from its first event on.
   */
  public void merge(FrequencySample other) {
    while (level < other.level) {
      raise();
    }
    for (int slot = 0; slot < LENGTH; slot++) {
      if (other.counts[slot] > 0) {
        add(other.hashes[slot], other.counts[slot]);
      }
    }
  }

  /** What it holds now. */
  public Frequencies freeze() {
    long[] frozenHashes = new long[size];
    long[] frozenCounts = new long[size];
    int next = 0;
    for (int slot = 0; slot < LENGTH; slot++) {
      if (counts[slot] > 0) {
        frozenHashes[next] = hashes[slot];
        frozenCounts[next++] = counts[slot];
      }
    }
    return new Frequencies(level, frozenHashes, frozenCounts);
  }

  /** Forgets everything. */
  public void clear() {
    Arrays.fill(counts, 0);
    size = 0;
    level = 0;
  }

  /** Bytes of the tables. */
  public static long bytes() {
    return LENGTH * 2L * Long.BYTES;
  }

  private boolean isIn(long hash) {
    return (hash & ((1L << level) - 1)) == 0;
  }

  private int slotOf(long hash) {
    int slot = (int) (hash >>> MAX_LEVEL) & (LENGTH - 1);
    while (counts[slot] != 0 && hashes[slot] != hash) {
      slot = (slot + 1) & (LENGTH - 1);
    }
    return slot;
  }

  private void raise() {
    Frequencies before = freeze();
    Arrays.fill(counts, 0);
    size = 0;
    level++;
    for (int i = 0; i < before.size(); i++) {
      long hash = before.hash(i);
      if (isIn(hash)) {
        int slot = slotOf(hash);
        hashes[slot] = hash;
        counts[slot] = before.count(i);
        size++;
      }
    }
  }
}
