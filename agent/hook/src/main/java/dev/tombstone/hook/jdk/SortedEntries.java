package dev.tombstone.hook.jdk;

import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The part of {@link MapEntries} that is about TreeMap and ConcurrentSkipListMap. */
final class SortedEntries {
  private static final int MOST_STEPS = 4 * MapEntries.MOST;

  private static final Class<?> TREE_ENTRY = MapEntries.nested(TreeMap.class, "Entry");
  private static final long TREE_ROOT = MapEntries.offset(TreeMap.class, "root");
  private static final long TREE_LEFT = MapEntries.offset(TREE_ENTRY, "left");
  private static final long TREE_RIGHT = MapEntries.offset(TREE_ENTRY, "right");
  private static final long TREE_PARENT = MapEntries.offset(TREE_ENTRY, "parent");
  private static final long TREE_KEY = MapEntries.offset(TREE_ENTRY, "key");
  private static final long TREE_VALUE = MapEntries.offset(TREE_ENTRY, "value");

  private static final Class<?> SKIP_NODE = MapEntries.nested(ConcurrentSkipListMap.class, "Node");
  private static final long SKIP_HEAD = MapEntries.offset(ConcurrentSkipListMap.class, "head");
  private static final long SKIP_INDEX_NODE =
      MapEntries.offset(MapEntries.nested(ConcurrentSkipListMap.class, "Index"), "node");
  private static final long SKIP_KEY = MapEntries.offset(SKIP_NODE, "key");
  private static final long SKIP_VALUE = MapEntries.offset(SKIP_NODE, "val");
  private static final long SKIP_NEXT = MapEntries.offset(SKIP_NODE, "next");

  private SortedEntries() {}

  /** In order, by the links to the parents. */
  static int visitTree(Object map, EntryVisitor visitor) {
    Object node = MapEntries.reference(map, TREE_ROOT);
    int steps = MOST_STEPS;
    boolean down = true;
    while (node != null) {
      if (down) {
        Object left = MapEntries.reference(node, TREE_LEFT);
        while (left != null && steps-- > 0) {
          node = left;
          left = MapEntries.reference(node, TREE_LEFT);
        }
      }
      if (steps-- <= 0) {
        return MapEntries.SOME;
      }
      if (!visitor.entry(
          node, MapEntries.reference(node, TREE_KEY), 0, MapEntries.reference(node, TREE_VALUE))) {
        return MapEntries.SOME;
      }
      Object right = MapEntries.reference(node, TREE_RIGHT);
      down = right != null;
      if (down) {
        node = right;
      } else {
        Object child = node;
        node = MapEntries.reference(child, TREE_PARENT);
        while (node != null && MapEntries.reference(node, TREE_RIGHT) == child && steps-- > 0) {
          child = node;
          node = MapEntries.reference(child, TREE_PARENT);
        }
      }
    }
    return MapEntries.ALL;
  }

  static int visitSkipList(Object map, EntryVisitor visitor) {
    Object head = MapEntries.reference(map, SKIP_HEAD);
    Object node = head == null ? null : MapEntries.reference(head, SKIP_INDEX_NODE);
    int left = MOST_STEPS;
    while (node != null) {
      if (left-- == 0) {
        return MapEntries.SOME;
      }
      Object key = MapEntries.reference(node, SKIP_KEY);
      Object value = MapEntries.reference(node, SKIP_VALUE);
      // The base, a marker, or deleted.
      if (key != null && value != null && !visitor.entry(node, key, 0, value)) {
        return MapEntries.SOME;
      }
      node = MapEntries.reference(node, SKIP_NEXT);
    }
    return MapEntries.ALL;
  }
}
