package dev.tombstone.hook.jdk;

import java.util.Hashtable;
import org.jspecify.annotations.Nullable;

/** Hashtable. */
final class HashtableLayout extends ChainedLayout {
  private static final Class<?> ENTRY = Fields.nested(Hashtable.class, "Entry");

  private final long key = Fields.offset(ENTRY, "key");

  HashtableLayout() {
    super(Hashtable.class, "modCount", "count", ENTRY, "value");
  }

  @Override
  @Nullable Object key(Object node) {
    return Fields.reference(node, key);
  }
}
