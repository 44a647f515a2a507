package dev.tombstone.model.sketch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a {@link FrequencySample} held, immutable; those of separate stretches can be added up. */
public final class Frequencies {
  private final int level;
  private final long[] hashes;
  private final long[] counts;

  Frequencies(int level, long[] hashes, long[] counts) {
    this.level = level;
    this.hashes = hashes;
    this.counts = counts;
  }

  /** Adds up: a key's counts, of the keys that are in the sample of every part. */
  public static Frequencies sum(List<Frequencies> parts) {
    int level = parts.stream().mapToInt(part -> part.level).max().orElse(0);
    long mask = (1L << level) - 1;
    Map<Long, Long> sums = new HashMap<>();
    for (Frequencies part : parts) {
      for (int i = 0; i < part.size(); i++) {
        if ((part.hashes[i] & mask) == 0) {
          sums.merge(part.hashes[i], part.counts[i], Long::sum);
        }
      }
    }
    long[] hashes = new long[sums.size()];
    long[] counts = new long[sums.size()];
    int next = 0;
    for (Map.Entry<Long, Long> sum : sums.entrySet()) {
      hashes[next] = sum.getKey();
      counts[next++] = sum.getValue();
    }
    return new Frequencies(level, hashes, counts);
  }

  /**
   * How many keys were counted at least this often, over all keys and not the sampled ones only.
   */
  public KeyInterval keysWithAtLeast(long least) {
    long found = 0;
    for (long count : counts) {
      found += count >= least ? 1 : 0;
    }
    long weight = 1L << level;
    long estimate = found << level;
    return KeyInterval.of(estimate, estimate, 0, (double) estimate * (weight - 1), weight, 1);
  }

  /** Keys in the sample. */
  public int size() {
    return hashes.length;
  }

  /** Bytes of the tables. */
  public long bytes() {
    return hashes.length * 2L * Long.BYTES;
  }

  /** Keys are in the sample with probability 2<sup>-level</sup>. */
  int level() {
    return level;
  }

  /** The same in the order of the hashes. */
  Frequencies sorted() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingLong(i -> hashes[i]));
    return new Frequencies(
        level,
        order.stream().mapToLong(i -> hashes[i]).toArray(),
        order.stream().mapToLong(i -> counts[i]).toArray());
  }

  long hash(int i) {
    return hashes[i];
  }

  long count(int i) {
    return counts[i];
  }
}
