package dev.tombstone.hook.jdk;

import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/** Maps with a table of chains, of nodes that keep the hash. */
abstract class ChainedLayout extends MapLayout {
  /** In the place of a chain: its entries are elsewhere now. */
  static final Object ELSEWHERE = new Object();

  /** In the place of a key: it was collected. */
  static final Object COLLECTED = new Object();

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private final long table;
  private final long hash;
  private final long value;
  private final long next;

  /** As {@link MapLayout}; {@code node} is the class of the nodes, {@code value} their field. */
  ChainedLayout(
      Class<?> type,
      @Nullable String structure,
      @Nullable String size,
      Class<?> node,
      String value) {
    super(type, structure, size);
    this.table = Fields.offset(type, "table");
    this.hash = Fields.offset(node, "hash");
    this.value = Fields.offset(node, value);
    this.next = Fields.offset(node, "next");
  }

  /** First node of what is in the table's slot; {@link #ELSEWHERE} if there is none to follow. */
  @Nullable Object first(Object slot) {
    return slot;
  }

  /** The node's key; {@link #COLLECTED} if there is none any more. */
  abstract @Nullable Object key(Object node);

  /** The table, null before the first entry. */
  final @Nullable Object table(Object map) {
    return Fields.reference(map, table);
  }

  @Override
  final int capacity(Object map) {
    return table(map) instanceof Object[] places ? places.length : 0;
  }

  /** The hash that the node keeps. */
  final int hash(Object node) {
    return UNSAFE.getInt(node, hash);
  }

  /** The node's value. */
  final @Nullable Object value(Object node) {
    return Fields.reference(node, value);
  }

  /** Shows the entries whose hash leads to this slot of a table of a power of two. */
  final int visitChain(Object map, int storedHash, EntryVisitor visitor) {
    Object table = table(map);
    if (table == null) {
      return MapEntries.ALL;
    }
    int last = ((@Nullable Object[]) table).length - 1;
    Object slot = Fields.element(table, storedHash & last);
    Object node = slot == null ? null : first(slot);
    if (node == ELSEWHERE) {
      return MapEntries.SOME;
    }
    for (int left = MapEntries.MOST; node != null; left--) {
      if (left == 0 || !visitor.entry(node, key(node), hash(node), Fields.reference(node, value))) {
        return MapEntries.SOME;
      }
      node = Fields.reference(node, next);
    }
    return MapEntries.ALL;
  }

  @Override
  final int visit(Object map, int start, EntryVisitor visitor) {
    Object table = table(map);
    if (table == null) {
      return MapEntries.ALL;
    }
    int length = ((@Nullable Object[]) table).length;
    int slots = Math.min(length, MapEntries.MOST_SLOTS);
    boolean all = slots == length;
    int left = MapEntries.MOST;
    for (int i = 0; i < slots; i++) {
      Object slot = Fields.element(table, (start % length + i) % length);
      Object node = slot == null ? null : first(slot);
      if (node == ELSEWHERE) {
        all = false;
        node = null;
      }
      while (node != null) {
        if (left-- == 0) {
          return MapEntries.SOME;
        }
        Object key = key(node);
        if (key != COLLECTED
            && !visitor.entry(node, key, hash(node), Fields.reference(node, value))) {
          return MapEntries.SOME;
        }
        node = Fields.reference(node, next);
      }
    }
    return all ? MapEntries.ALL : MapEntries.SOME;
  }
}
