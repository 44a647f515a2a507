package dev.tombstone.core.sketch;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Counts the heavy hitters of a stream of keys in fixed memory.
 *
 * <p>A table of sets of {@value #WAYS} entries; a hash's set is fixed. A key in the table is
 * counted. A key that is not takes an empty entry of its set, or replaces the set's minimum {@code
 * m} with probability {@code w / (m + w)} and count {@code m + w}, where {@code w} is the event's
 * weight: randomised admission (Ben Basat, Chen, Einziger, Friedman 2017). One-off keys therefore
 * rarely displace a hot one, whereas Space-Saving lets each of them in.
 *
 * <p>For each key it gives an interval. An entry holds {@code error}, its count at admission: of
 * the count only {@code count - error} was surely seen, the lower bound. What the key had before it
 * was admitted is geometric with mean {@code error}, so {@value #GEOMETRIC_97} times that bounds it
 * at 97.5 %: the upper bound. A key that entered an empty entry has error 0 and is counted exactly.
 * A key that is not in the table had at most {@value #GEOMETRIC_97} times its set's minimum, and
 * none at all if its set has room. Sampling adds its own noise: with weights {@code w} the variance
 * of the sum is at most {@code Σ w (w - 1)}, kept per entry.
 *
 * <p>Memory: 52 bytes an entry, allocated at once; no allocation per event. An adversary who does
 * not know the seed cannot choose keys of one set; one who floods a set with one-off keys gets each
 * in with probability about 1 / count.
 */
public final class HotKeySketch {
  /** Entries a set. */
  public static final int WAYS = 16;

  /** 97.5 % of a geometric distribution lies below this many times its mean. */
  public static final double GEOMETRIC_97 = 3.7;

  private final int setMask;
  private final long[] hashes;
  private final int[] labels;
  private final long[] counts;
  private final long[] errors;
  private final long[] misses;
  private final double[] variances;
  private final @Nullable KeyName[] names;
  private final SplittableRandom random;

  /**
   * An empty sketch.
   *
   * @param entries a power of two, at least {@value #WAYS}
   * @param seed of the admission draws
   */
  public HotKeySketch(int entries, long seed) {
    if (Integer.bitCount(entries) != 1 || entries < WAYS) {
      throw new IllegalArgumentException("not a power of two of at least 16: " + entries);
    }
    setMask = entries / WAYS - 1;
    hashes = new long[entries];
    labels = new int[entries];
    counts = new long[entries];
    errors = new long[entries];
    misses = new long[entries];
    variances = new double[entries];
    names = new @Nullable KeyName[entries];
    random = new SplittableRandom(seed);
  }

  /** Makes the name of a key that enters the table. */
  public interface Naming {
    /** The name, free of references to the application. */
    KeyName name();
  }

  /**
   * Counts an event.
   *
   * @param hash 64 bits that identify the key
   * @param label map and operation; the same key under another label is another entry
   * @param weight how many events this one stands for
   * @param miss whether it found nothing
   * @param naming asked only if the key enters the table
   */
  public void add(long hash, int label, long weight, boolean miss, Naming naming) {
    int first = firstOf(hash);
    int minimum = first;
    for (int i = first; i < first + WAYS; i++) {
      if (counts[i] == 0) {
        enter(i, hash, label, 0, naming);
        count(i, weight, miss);
        return;
      }
      if (hashes[i] == hash && labels[i] == label) {
        count(i, weight, miss);
        return;
      }
      if (counts[i] < counts[minimum]) {
        minimum = i;
      }
    }
    long least = counts[minimum];
    if (random.nextLong(least + weight) < weight) {
      enter(minimum, hash, label, least, naming);
      count(minimum, weight, miss);
    }
  }

  /** Receives the entries of a sketch. */
  public interface Visitor {
    /**
     * One entry.
     *
     * @param count estimate, with the error in it
     * @param error count at admission
     * @param missed misses among the events surely seen
     * @param variance of the sampling
     */
    void entry(
        KeyName name, long hash, int label, long count, long error, long missed, double variance);
  }

  /** Shows every entry. */
  public void forEach(Visitor visitor) {
    for (int i = 0; i < counts.length; i++) {
      KeyName name = names[i];
      if (counts[i] > 0 && name != null) {
        visitor.entry(name, hashes[i], labels[i], counts[i], errors[i], misses[i], variances[i]);
      }
    }
  }

  /**
   * What a key with this hash can have had without being in the table: 0 while its set has room.
   */
  public long unseenBound(long hash) {
    int first = firstOf(hash);
    long least = Long.MAX_VALUE;
    for (int i = first; i < first + WAYS; i++) {
      least = Math.min(least, counts[i]);
    }
    return Math.round(least * GEOMETRIC_97);
  }

  /** Bytes of this many entries, names not counted. */
  public static long bytes(int entries) {
    return entries * 52L;
  }

  private void enter(int i, long hash, int label, long error, Naming naming) {
    hashes[i] = hash;
    labels[i] = label;
    counts[i] = error;
    errors[i] = error;
    misses[i] = 0;
    variances[i] = 0;
    names[i] = naming.name();
  }

  private void count(int i, long weight, boolean miss) {
    counts[i] += weight;
    variances[i] += (double) weight * (weight - 1);
    if (miss) {
      misses[i] += weight;
    }
  }

  private int firstOf(long hash) {
    return ((int) (hash >>> 20) & setMask) * WAYS;
  }
}
