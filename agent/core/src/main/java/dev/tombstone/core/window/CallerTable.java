package dev.tombstone.core.window;

import dev.tombstone.core.intake.Callers;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls of each site by the class of the argument and by who called, since they were first seen: at
 * most {@value #MOST_OF_A_SITE} of a site and {@value #MOST} in all, about 2 MB. What finds no room
 * is known by its site alone.
 */
final class CallerTable {
  static final int MOST_OF_A_SITE = 32;
  static final int MOST = 4_096;

  private static final int BYTES = 512;

  /** One of them; it hashes itself as {@link Callers} does. */
  private record Key(int site, String argument, Callers callers) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && key.site == site
          && key.argument.equals(argument)
          && key.callers.equals(callers);
    }

    @Override
    public int hashCode() {
      return (site * 31 + argument.hashCode()) * 31 + callers.hashCode();
    }
  }

  private final Map<Key, CallCounts> counts = new HashMap<>();
  private final Map<Integer, Integer> ofSite = new HashMap<>();

  /**
   * A recorded call of a site.
   *
   * @param argument name of the argument's class, empty where there is none
   */
  void add(int site, String argument, Callers callers, long weight, boolean hit) {
    Key key = new Key(site, argument, callers);
    CallCounts known = counts.get(key);
    if (known == null) {
      int present = ofSite.getOrDefault(site, 0);
      if (present == MOST_OF_A_SITE || counts.size() == MOST) {
        return;
      }
      known = new CallCounts();
      counts.put(key, known);
      ofSite.put(site, present + 1);
    }
    known.add(weight, hit);
  }

  /** The calls by arguments of this class and these callers, or null if none is known. */
  @Nullable CallCounts of(int site, String argument, Callers callers) {
    return counts.get(new Key(site, argument, callers));
  }

  long bytes() {
    return (long) BYTES * counts.size();
  }
}
