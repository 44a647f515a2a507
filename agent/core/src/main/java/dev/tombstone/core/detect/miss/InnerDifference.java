package dev.tombstone.core.detect.miss;

import dev.tombstone.hook.jdk.EntryVisitor;
import dev.tombstone.hook.jdk.MapEntries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Two keys that are maps or lists of the JDK, alike but for what is in them: the one has an {@code
 * Integer} where the other has a {@code Long} of the same text. Of small ones, and only of classes
 * whose elements can be seen without calling code that is not the JDK's.
 *
 * @param argument class of an element of the argument
 * @param held class of the one in its place in the key that is held
 */
record InnerDifference(Class<?> argument, Class<?> held) {
  private static final int MOST_ELEMENTS = 16;

  /** What they differ in; null if one of them has something that the other has not. */
  static @Nullable InnerDifference of(Object argument, Object held) {
    if (argument.getClass() != held.getClass()) {
      return null;
    }
    if (argument.getClass() == ArrayList.class) {
      return ofLists((ArrayList<?>) argument, (ArrayList<?>) held);
    }
    if (argument.getClass() == HashMap.class || argument.getClass() == LinkedHashMap.class) {
      Comparison comparison = new Comparison(held);
      boolean all = MapEntries.visit(argument, 0, comparison) == MapEntries.ALL;
      return all && comparison.alike && Comparison.size(held) == comparison.seen
          ? comparison.difference
          : null;
    }
    return null;
  }

  private static @Nullable InnerDifference ofLists(ArrayList<?> argument, ArrayList<?> held) {
    int size = argument.size();
    if (size != held.size() || size > MOST_ELEMENTS) {
      return null;
    }
    InnerDifference found = null;
    for (int i = 0; i < size; i++) {
      Object mine = argument.get(i);
      Object other = held.get(i);
      if (mine == other || (mine != null && Resemblance.isScalarEqual(mine, other))) {
        continue;
      }
      InnerDifference difference = ofElements(mine, other);
      if (difference == null) {
        return null;
      }
      found = difference;
    }
    return found;
  }

  private static @Nullable InnerDifference ofElements(
      @Nullable Object mine, @Nullable Object other) {
    return mine != null
            && other != null
            && mine.getClass() != other.getClass()
            && new Resemblance(mine).hasSameText(other)
        ? new InnerDifference(mine.getClass(), other.getClass())
        : null;
  }

  /** Goes through the argument's entries, and looks for each in the other map. */
  private static final class Comparison implements EntryVisitor {
    private final Object held;
    private @Nullable InnerDifference difference;
    private boolean alike = true;
    private int seen;

    Comparison(Object held) {
      this.held = held;
    }

    @Override
    public boolean entry(Object node, @Nullable Object key, int hash, @Nullable Object value) {
      seen++;
      Search search = new Search(key);
      MapEntries.visit(held, hash & Integer.MAX_VALUE, search);
      Object other = search.value;
      if (!search.found || seen > MOST_ELEMENTS) {
        alike = false;
      } else if (value != other && (value == null || !Resemblance.isScalarEqual(value, other))) {
        difference = ofElements(value, other);
        alike = difference != null;
      }
      return alike;
    }

    static int size(Object map) {
      Count count = new Count();
      MapEntries.visit(map, 0, count);
      return count.entries;
    }
  }

  /** Looks for the entry of a key. */
  private static final class Search implements EntryVisitor {
    private final @Nullable Object wanted;
    private @Nullable Object value;
    private boolean found;

    Search(@Nullable Object wanted) {
      this.wanted = wanted;
    }

    @Override
    public boolean entry(Object node, @Nullable Object key, int hash, @Nullable Object held) {
      found = key == wanted || (key != null && Resemblance.isScalarEqual(key, wanted));
      value = found ? held : null;
      return !found;
    }
  }

  /** Counts entries. */
  private static final class Count implements EntryVisitor {
    private int entries;

    @Override
    public boolean entry(Object node, @Nullable Object key, int hash, @Nullable Object value) {
      entries++;
      return entries <= MOST_ELEMENTS;
    }
  }
}
