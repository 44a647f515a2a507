package dev.tombstone.hook.jdk;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** IdentityHashMap, whose removals move entries within its table; its entries are not walked. */
final class IdentityHashMapLayout extends MapLayout {
  private final long table = Fields.offset(IdentityHashMap.class, "table");

  IdentityHashMapLayout() {
    super(IdentityHashMap.class, "modCount", "size");
  }

  @Override
  @Nullable Object movingTable(Object map) {
    return Fields.reference(map, table);
  }

  /** Each entry takes two elements of the array. */
  @Override
  int capacity(Object map) {
    return Fields.reference(map, table) instanceof Object[] elements ? elements.length / 2 : 0;
  }

  @Override
  int visit(Object map, int start, EntryVisitor visitor) {
    return MapEntries.UNKNOWN;
  }
}
