package dev.tombstone.core.window;

import dev.tombstone.model.snapshot.Code;
import org.jspecify.annotations.Nullable;

/**
 * Whose work the deletions of keys are, as far as stacks have told since start. A stack is taken of
 * few deletions only; of a key that is hot there are some.
 *
 * <p>{@value #SETS} sets of {@value #WAYS} keys by map class; of a full set the key gives way that
 * was seen least. 44 KiB.
 */
public final class KeyCodes {
  private static final int SETS = 512;
  private static final int WAYS = 4;
  private static final int CODES = Code.values().length;

  /** Key and map class in one word; 0 is a free place. */
  private final long[] identities = new long[SETS * WAYS];

  /** How often each was seen, for each code. */
  private final int[] seen = new int[SETS * WAYS * CODES];

  /** A deletion of this key from a map of this class was this code's work. */
  public void add(long hash, int map, Code code) {
    long identity = identity(hash, map);
    int place = placeOf(identity);
    if (place < 0) {
      place = leastOf(identity);
      identities[place] = identity;
      for (int i = 0; i < CODES; i++) {
        seen[place * CODES + i] = 0;
      }
    }
    int at = place * CODES + code.ordinal();
    if (seen[at] < Integer.MAX_VALUE) {
      seen[at]++;
    }
  }

  /** The code that was seen most, the application's before others; null if none was. */
  public @Nullable Code of(long hash, int map) {
    int place = placeOf(identity(hash, map));
    if (place < 0) {
      return null;
    }
    Code most = Code.APPLICATION;
    for (Code code : Code.values()) {
      if (seen[place * CODES + code.ordinal()] > seen[place * CODES + most.ordinal()]) {
        most = code;
      }
    }
    return most;
  }

  /** Bytes held. */
  public static long bytes() {
    return SETS * WAYS * (Long.BYTES + (long) CODES * Integer.BYTES);
  }

  private int placeOf(long identity) {
    int first = firstOf(identity);
    for (int place = first; place < first + WAYS; place++) {
      if (identities[place] == identity) {
        return place;
      }
    }
    return -1;
  }

  private int leastOf(long identity) {
    int first = firstOf(identity);
    int least = first;
    for (int place = first; place < first + WAYS; place++) {
      if (times(place) < times(least)) {
        least = place;
      }
    }
    return least;
  }

  private long times(int place) {
    long times = 0;
    for (int i = 0; i < CODES; i++) {
      times += seen[place * CODES + i];
    }
    return times;
  }

  private static int firstOf(long identity) {
    return (int) (identity >>> 32 & SETS - 1) * WAYS;
  }

  /** The hash is a keyed one, and as good as random. */
  private static long identity(long hash, int map) {
    long identity = hash + (map + 1) * 0x9e3779b97f4a7c15L;
    return identity == 0 ? 1 : identity;
  }
}
