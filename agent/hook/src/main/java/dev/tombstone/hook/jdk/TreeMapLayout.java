package dev.tombstone.hook.jdk;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** TreeMap. */
final class TreeMapLayout extends MapLayout {
  private static final int MOST_STEPS = 4 * MapEntries.MOST;
  private static final Class<?> ENTRY = Fields.nested(TreeMap.class, "Entry");

  private final long comparator = Fields.offset(TreeMap.class, "comparator");
  private final long root = Fields.offset(TreeMap.class, "root");
  private final long left = Fields.offset(ENTRY, "left");
  private final long right = Fields.offset(ENTRY, "right");
  private final long parent = Fields.offset(ENTRY, "parent");
  private final long key = Fields.offset(ENTRY, "key");
  private final long value = Fields.offset(ENTRY, "value");

  TreeMapLayout() {
    super(TreeMap.class, "modCount", "size");
  }

  @Override
  boolean removesAtOnce() {
    return true;
  }

  @Override
  boolean isSorted() {
    return true;
  }

  @Override
  @Nullable Object comparator(Object map) {
    return Fields.reference(map, comparator);
  }

  /** In order, by the links to the parents. */
  @Override
  int visit(Object map, int start, EntryVisitor visitor) {
    Object node = Fields.reference(map, root);
    int steps = MOST_STEPS;
    boolean down = true;
    while (node != null) {
      if (down) {
        Object lower = Fields.reference(node, left);
        while (lower != null && steps-- > 0) {
          node = lower;
          lower = Fields.reference(node, left);
        }
      }
      if (steps-- <= 0) {
        return MapEntries.SOME;
      }
      if (!visitor.entry(node, Fields.reference(node, key), 0, Fields.reference(node, value))) {
        return MapEntries.SOME;
      }
      Object higher = Fields.reference(node, right);
      down = higher != null;
      if (down) {
        node = higher;
      } else {
        Object child = node;
        node = Fields.reference(child, parent);
        while (node != null && Fields.reference(node, right) == child && steps-- > 0) {
          child = node;
          node = Fields.reference(child, parent);
        }
      }
    }
    return MapEntries.ALL;
  }
}
