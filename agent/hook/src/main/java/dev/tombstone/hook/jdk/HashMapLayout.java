package dev.tombstone.hook.jdk;

import java.util.HashMap;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** HashMap and LinkedHashMap. */
final class HashMapLayout extends ChainedLayout {
  private static final Class<?> NODE = Fields.nested(HashMap.class, "Node");

  private final long key = Fields.offset(NODE, "key");

  HashMapLayout() {
    super(HashMap.class, "modCount", "size", NODE, "value");
  }

  @Override
  boolean removesAtOnce() {
    return true;
  }

  @Override
  Class<?>[] common() {
    return new Class<?>[] {HashMap.class, LinkedHashMap.class};
  }

  @Override
  @Nullable Object key(Object node) {
    return Fields.reference(node, key);
  }

  @Override
  int visitBin(Object map, int storedHash, EntryVisitor visitor) {
    return visitChain(map, storedHash, visitor);
  }

  @Override
  boolean asksTheArgument() {
    return true;
  }

  @Override
  @Nullable Object removedValue(Object result) {
    return NODE.isInstance(result) ? value(result) : null;
  }
}
