package dev.tombstone.hook.jdk;

import java.util.EnumMap;
import org.jspecify.annotations.Nullable;

/** EnumMap, which counts no changes: its size stands for its structure. */
final class EnumMapLayout extends MapLayout {
  /** What it keeps in place of a null value. */
  private static final Object NULL = Fields.constant(EnumMap.class, "NULL");

  private final long universe = Fields.offset(EnumMap.class, "keyUniverse");
  private final long values = Fields.offset(EnumMap.class, "vals");

  EnumMapLayout() {
    super(EnumMap.class, "size", "size");
  }

  @Override
  boolean isLeftOut(Object map, int phase) {
    return false;
  }

  @Override
  int visit(Object map, int start, EntryVisitor visitor) {
    Object keys = Fields.reference(map, universe);
    Object vals = Fields.reference(map, values);
    if (keys == null || vals == null) {
      return MapEntries.ALL;
    }
    int length = Math.min(((@Nullable Object[]) keys).length, ((@Nullable Object[]) vals).length);
    for (int i = 0; i < length; i++) {
      if (i == MapEntries.MOST) {
        return MapEntries.SOME;
      }
      Object value = Fields.element(vals, i);
      Object key = Fields.element(keys, i);
      if (value != null
          && key != null
          && !visitor.entry(key, key, 0, value == NULL ? null : value)) {
        return MapEntries.SOME;
      }
    }
    return MapEntries.ALL;
  }
}
