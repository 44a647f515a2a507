package dev.tombstone.hook.jdk;

import java.lang.ref.Reference;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** WeakHashMap, whose nodes are references to the keys. */
final class WeakHashMapLayout extends ChainedLayout {
  /** What it keeps in place of a null key. */
  private static final Object NULL = Fields.constant(WeakHashMap.class, "NULL_KEY");

  WeakHashMapLayout() {
    super(
        WeakHashMap.class, "modCount", "size", Fields.nested(WeakHashMap.class, "Entry"), "value");
  }

  @Override
  @Nullable Object key(Object node) {
    Object key = ((Reference<?>) node).get();
    if (key == null) {
      return COLLECTED;
    }
    return key == NULL ? null : key;
  }
}
