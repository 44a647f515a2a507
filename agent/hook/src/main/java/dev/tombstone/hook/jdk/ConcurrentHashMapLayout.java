package dev.tombstone.hook.jdk;

import java.util.concurrent.ConcurrentHashMap;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/** ConcurrentHashMap, which counts its entries in stripes and keeps trees behind a bin. */
final class ConcurrentHashMapLayout extends ChainedLayout {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final Class<?> NODE = Fields.nested(ConcurrentHashMap.class, "Node");
  private static final Class<?> TREE_BIN = Fields.nested(ConcurrentHashMap.class, "TreeBin");

  private static final Class<?> RESERVATION =
      Fields.nested(ConcurrentHashMap.class, "ReservationNode");

  private final long key = Fields.offset(NODE, "key");
  private final long firstOfTree = Fields.offset(TREE_BIN, "first");
  private final long baseCount = Fields.offset(ConcurrentHashMap.class, "baseCount");
  private final long counterCells = Fields.offset(ConcurrentHashMap.class, "counterCells");
  private final long cellValue =
      Fields.offset(Fields.nested(ConcurrentHashMap.class, "CounterCell"), "value");

  ConcurrentHashMapLayout() {
    super(ConcurrentHashMap.class, null, null, NODE, "val");
  }

  @Override
  @Nullable Object removedValue(Object result) {
    return result;
  }

  @Override
  boolean isConcurrent() {
    return true;
  }

  @Override
  @Nullable Object key(Object node) {
    return Fields.reference(node, key);
  }

  @Override
  @Nullable Object first(Object slot) {
    if (hash(slot) >= 0) {
      return slot;
    }
    // Otherwise its entries are in the next table, or it is being computed.
    return TREE_BIN.isInstance(slot) ? Fields.reference(slot, firstOfTree) : ELSEWHERE;
  }

  @Override
  long size(Object map) {
    long size = UNSAFE.getLongVolatile(map, baseCount);
    Object cells = Fields.reference(map, counterCells);
    if (cells != null) {
      for (Object cell : (@Nullable Object[]) cells) {
        size += cell == null ? 0 : UNSAFE.getLongVolatile(cell, cellValue);
      }
    }
    return Math.max(0, size);
  }

  @Override
  @Nullable Object reservation(Object map, int hash) {
    Object table = table(map);
    if (table == null) {
      return null;
    }
    int length = ((@Nullable Object[]) table).length;
    Object slot = Fields.element(table, (length - 1) & storedHash(hash));
    return RESERVATION.isInstance(slot) ? slot : null;
  }

  @Override
  int storedHash(int hash) {
    return (hash ^ (hash >>> 16)) & Integer.MAX_VALUE;
  }

  @Override
  int visitBin(Object map, int storedHash, EntryVisitor visitor) {
    return visitChain(map, storedHash, visitor);
  }

  @Override
  boolean asksTheArgument() {
    return true;
  }
}
