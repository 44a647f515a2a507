package dev.tombstone.model.sketch;

import java.util.Arrays;

/**
 * Counts the heavy hitters of a stream of keys in fixed memory.
 *
 * <p>A table of sets of {@value #WAYS} entries; a key's set is fixed by its hash. A key in the
 * table is counted. A key that is not replaces the least entry of its set, whose count is {@code m}
 * (0 if the entry is free), with probability {@code w / (m + w)}, where {@code w} is the event's
 * weight, and starts from {@code m}: randomised admission (Ben Basat, Chen, Einziger, Friedman
 * 2017). One-off keys therefore rarely displace a hot one, whereas Space-Saving lets each of them
 * in.
 *
 * <p>A sampled event weighs {@code 2^shift}, the inverse of its probability.
 *
 * <p>An entry's {@code error} is the part of its count that stands for events before its admission;
 * {@code count - error} was seen. {@link KeyInterval} says what follows for the truth and when it
 * is exact.
 *
 * <p>Memory: {@value #ENTRY_BYTES} bytes an entry, allocated at once; no allocation per event.
 * Time: a set's tags, a byte an entry, are compared eight at a time, and where the key is not in
 * the table one random number mostly refuses it, before its set is searched for the least count.
 * Keys are told apart by 64 bits mixed with the category: two of a million are taken for one with
 * probability 3e-8. An adversary who does not know the hash's seed cannot choose keys of one set;
 * one who floods the table with one-off keys gets each in with probability about {@code w / m}.
 */
public final class HotKeySketch {
  /** Entries a set. */
  public static final int WAYS = 16;

  /** Categories are below this. */
  public static final int CATEGORIES = 1 << 27;

  private static final int CATEGORY_BITS = 27;
  private static final int ENTRY_BYTES = 30;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private final int setMask;

  /** The highest byte of each identity. */
  private final long[] tags;

  /** No more than the least count of each set. */
  private final long[] floors;

  /** Hash and category mixed; 0 in a free entry. */
  private final long[] identities;

  private final long[] counts;

  /** Rounded up, so that what was seen is never overstated. */
  private final float[] errors;

  /** In units of 2<sup>missShift</sup> events. */
  private final int[] misses;

  /** The category, and above it the largest shift of the entry's events. */
  private final int[] categories;

  private int missShift;
  private long randomState;

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
    tags = new long[entries / Long.BYTES];
    floors = new long[entries / WAYS];
    identities = new long[entries];
    counts = new long[entries];
    errors = new float[entries];
    misses = new int[entries];
    categories = new int[entries];
    randomState = seed;
  }

  /**
   * Counts a sampled event.
   *
   * @param hash 64 bits that identify the key
   * @param category what the deletion was, below {@link #CATEGORIES}; the same key under another
   *     category is another entry
   * @param shift the event was sampled with probability 2<sup>-shift</sup>
   * @param miss whether it found nothing
   * @return the key's entry, or -1 if it is not in the table
   */
  public int add(long hash, int category, int shift, boolean miss) {
    return add(hash, category, shift, 1, miss ? 1 : 0);
  }

  /**
   * As {@link #add(long, int, int, boolean)}, of so many events of the key, misses among them. Each
   * has its own chance to let the key in; if one does, all of them were seen.
   */
  public int add(long hash, int category, int shift, int events, int missed) {
    long identity = identity(hash, category);
    int entry = find(identity);
    for (int event = 0; entry < 0 && event < events; event++) {
      entry = admitted(identity, category, 1L << shift, 0);
    }
    if (entry >= 0) {
      count(entry, (long) events << shift, shift, (long) missed << shift);
    }
    return entry;
  }

  /** The entry of a key under a category, or -1 if it is not in the table. */
  public int entryOf(long hash, int category) {
    return find(identity(hash, category));
  }

  /**
   * Lets a key in that is not in the table, with the chance that an event of this weight has. It
   * has counted nothing then but events that were not seen: those of the entry that gives way, and
   * {@code unseen} more.
   *
   * @return its entry, or -1 if it is refused
   */
  public int admit(long hash, int category, long weight, long unseen) {
    return admitted(identity(hash, category), category, weight, unseen);
  }

  /**
   * Counts an event of an entry.
   *
   * @param weight events that it stands for
   */
  public void count(int entry, long weight, int shift, boolean miss) {
    count(entry, weight, shift, miss ? weight : 0);
  }

  private void count(int entry, long weight, int shift, long missed) {
    counts[entry] += weight;
    if (shift > 0 && shift > categories[entry] >>> CATEGORY_BITS) {
      categories[entry] = (categories[entry] & (CATEGORIES - 1)) | (shift << CATEGORY_BITS);
    }
    if (missed > 0) {
      countMiss(entry, missed);
    }
  }

  /** Receives the entries of a sketch. */
  public interface Visitor {
    /**
     * One entry.
     *
     * @param shift largest of its events
     * @param count what was seen of it, and the error
     * @param error the part of the count that stands for events before its admission
     * @param missed misses among what was seen
     */
    void entry(long hash, int category, int shift, long count, long error, long missed);
  }

  /** Shows every entry. */
  public void forEach(Visitor visitor) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        int category = categories[i] & (CATEGORIES - 1);
        visitor.entry(
            identities[i] ^ categoryMix(category),
            category,
            categories[i] >>> CATEGORY_BITS,
            counts[i],
            Math.min((long) errors[i], counts[i]),
            (long) misses[i] << missShift);
      }
    }
  }

  /** The largest of the sets' least counts: 0 while every set has a free entry. */
  public long floor() {
    long floor = 0;
    for (int first = 0; first < counts.length; first += WAYS) {
      floor = Math.max(floor, counts[leastOf(first)]);
    }
    return floor;
  }

  /** Entries in use. */
  public int size() {
    int size = 0;
    for (long count : counts) {
      size += count > 0 ? 1 : 0;
    }
    return size;
  }

  /** Entries there are. */
  public int entries() {
    return counts.length;
  }

  /** Halves what every entry counts, so that the keys of the past give way to those of now. */
  public void halve() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] >>= 1;
      errors[i] /= 2;
      misses[i] >>= 1;
      if (counts[i] == 0) {
        identities[i] = 0;
      }
    }
    Arrays.fill(floors, 0);
  }

  /** Forgets everything. */
  public void clear() {
    Arrays.fill(counts, 0);
    Arrays.fill(identities, 0);
    Arrays.fill(floors, 0);
    missShift = 0;
  }

  /** Bytes of the tables of a sketch with this many entries. */
  public static long bytes(int entries) {
    return (long) entries * ENTRY_BYTES;
  }

  private int find(long identity) {
    int set = setOf(identity);
    long pattern = tag(identity) * EACH_BYTE;
    long low = matches(tags[2 * set], pattern);
    long high = matches(tags[2 * set + 1], pattern);
    if ((low | high) == 0) {
      return -1;
    }
    int entry = set * WAYS + (low != 0 ? placeOf(low) : Long.BYTES + placeOf(high));
    return identities[entry] == identity ? entry : findAmong(identity, low, high);
  }

  private int findAmong(long identity, long low, long high) {
    int first = setOf(identity) * WAYS;
    for (long rest = low; rest != 0; rest &= rest - 1) {
      if (identities[first + placeOf(rest)] == identity) {
        return first + placeOf(rest);
      }
    }
    for (long rest = high; rest != 0; rest &= rest - 1) {
      if (identities[first + Long.BYTES + placeOf(rest)] == identity) {
        return first + Long.BYTES + placeOf(rest);
      }
    }
    return -1;
  }

  /**
   * The highest bit of each byte that is equal in both, and perhaps of one above such a byte
   * (Mycroft 1987).
   */
  private static long matches(long tags, long pattern) {
    long difference = tags ^ pattern;
    return (difference - EACH_BYTE) & ~difference & HIGH_BITS;
  }

  private static int placeOf(long matches) {
    return Long.numberOfTrailingZeros(matches) / Byte.SIZE;
  }

  private int admitted(long identity, int category, long weight, long unseen) {
    int set = setOf(identity);
    double threshold = uniform();
    if (threshold * (floors[set] + weight) >= weight) {
      return -1;
    }
    int entry = leastOf(set * WAYS);
    long least = counts[entry];
    floors[set] = least;
    if (threshold * (least + weight) >= weight) {
      return -1;
    }
    setTag(entry, tag(identity));
    identities[entry] = identity;
    categories[entry] = category;
    counts[entry] = least + unseen;
    errors[entry] = roundedUp(least + unseen);
    misses[entry] = 0;
    return entry;
  }

  private void countMiss(int entry, long weight) {
    while (misses[entry] + (weight >> missShift) >= Integer.MAX_VALUE) {
      missShift++;
      for (int i = 0; i < misses.length; i++) {
        misses[i] >>>= 1;
      }
    }
    long rest = weight & ((1L << missShift) - 1);
    boolean carried = rest > 0 && uniform() * (1L << missShift) < rest;
    misses[entry] += (int) (weight >> missShift) + (carried ? 1 : 0);
  }

  private int leastOf(int first) {
    int least = first;
    long leastCount = counts[first];
    for (int i = first + 1; i < first + WAYS; i++) {
      if (counts[i] < leastCount) {
        leastCount = counts[i];
        least = i;
      }
    }
    return least;
  }

  private int setOf(long identity) {
    return (int) (identity >>> 20) & setMask;
  }

  private static long tag(long identity) {
    return identity >>> (Long.SIZE - Byte.SIZE);
  }

  private void setTag(int entry, long tag) {
    int word = entry / Long.BYTES;
    int shift = entry % Long.BYTES * Byte.SIZE;
    tags[word] = (tags[word] & ~(0xFFL << shift)) | (tag << shift);
  }

  /** The next number in [0, 1) of the SplitMix64 sequence (Steele, Lea, Flood 2014). */
  private double uniform() {
    randomState += GOLDEN;
    return (KeyHasher.mix(randomState) >>> 11) * 0x1p-53;
  }

  private static long identity(long hash, int category) {
    return hash ^ categoryMix(category);
  }

  private static long categoryMix(int category) {
    return category * GOLDEN;
  }

  /** The least float that is not less; compared as longs, for as floats the two are equal. */
  static float roundedUp(long value) {
    float rounded = value;
    return (long) rounded < value ? Math.nextUp(rounded) : rounded;
  }
}
