package dev.tombstone.core.detect.hash;

import dev.tombstone.hook.sampling.RandomNumbers;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * How long the bins were that were looked into, by class of map and of key. Written by application
 * threads, racily: a count may be lost. Classes are known by name, so none is kept loaded; at most
 * {@value #SLOTS} pairs of them, each in one of {@value #PROBES} places.
 */
final class BinTotals {
  private static final int SLOTS = 256;
  private static final int PROBES = 4;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final AtomicReferenceArray<@Nullable Totals> slots = new AtomicReferenceArray<>(SLOTS);

  /** Bins of one pair of classes. */
  static final class Totals {
    /** Lengths are told apart by the power of two that they reach: 0, 1, 2 to 3, … */
    private static final int RANGES = 11;

    private final String map;
    private final String key;
    private final int[] lengths = new int[RANGES];

    /** A bit for each residue of the mixed hashes that led to long bins. */
    private long hashes;

    /**
     * Where such a bin was met first: keys that share their hashes are one fault, wherever it
     * shows. Set by the thread that drains, as are the next two.
     */
    volatile @Nullable List<Participant> first;

    int longest;
    int mostOfOneHash;

    private long told;
    private boolean anyTold;

    Totals(String map, String key) {
      this.map = map;
      this.key = key;
    }

    void add(int length) {
      lengths[rangeOf(length)]++;
    }

    /** A bin that this hash led to was long. */
    void addLong(int hash) {
      hashes |= 1L << (RandomNumbers.mixed(hash) & (Long.SIZE - 1));
    }

    /** How many different hashes have led to long bins, at the least; 64 at the most. */
    int hashes() {
      return Long.bitCount(hashes);
    }

    /** Whether a second has gone by since it was last told of. */
    boolean isDue(long nowNanos) {
      return !anyTold || nowNanos - told >= SECOND_NANOS;
    }

    void told(long nowNanos) {
      told = nowNanos;
      anyTold = true;
    }

    /** How many bins were so long at least, 0 or a power of two. */
    int bins(int length) {
      int sum = 0;
      for (int i = rangeOf(length); i < RANGES; i++) {
        sum += lengths[i];
      }
      return sum;
    }

    /** Text for each range of lengths that was seen: {@code "4-7: 12"}. */
    List<String> histogram() {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < RANGES; i++) {
        if (lengths[i] > 0) {
          texts.add(range(i) + ": " + lengths[i]);
        }
      }
      return texts;
    }

    private static int rangeOf(int length) {
      return Math.min(RANGES - 1, Integer.SIZE - Integer.numberOfLeadingZeros(length));
    }

    private static String range(int index) {
      int least = index == 0 ? 0 : 1 << (index - 1);
      int most = index == 0 ? 0 : (1 << index) - 1;
      if (index == RANGES - 1) {
        return least + " or more";
      }
      return least == most ? Integer.toString(least) : least + "-" + most;
    }
  }

  /** Knows nothing. */
  void forget() {
    for (int i = 0; i < SLOTS; i++) {
      slots.set(i, null);
    }
  }

  /** Those of this pair; null if there is no room for it. */
  @Nullable Totals of(String map, String key) {
    int hash = 31 * map.hashCode() + key.hashCode();
    for (int probe = 0; probe < PROBES; probe++) {
      int place = (hash + (hash >>> 16) + probe) & (SLOTS - 1);
      Totals there = slots.get(place);
      if (there == null) {
        Totals made = new Totals(map, key);
        there = slots.compareAndSet(place, null, made) ? made : slots.get(place);
      }
      if (there != null && there.map.equals(map) && there.key.equals(key)) {
        return there;
      }
    }
    return null;
  }
}
