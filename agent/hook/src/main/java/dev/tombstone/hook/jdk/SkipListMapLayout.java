package dev.tombstone.hook.jdk;

import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** ConcurrentSkipListMap. */
final class SkipListMapLayout extends MapLayout {
  private static final int MOST_STEPS = 4 * MapEntries.MOST;
  private static final Class<?> NODE = Fields.nested(ConcurrentSkipListMap.class, "Node");

  private final long adder = Fields.offset(ConcurrentSkipListMap.class, "adder");
  private final long head = Fields.offset(ConcurrentSkipListMap.class, "head");
  private final long indexNode =
      Fields.offset(Fields.nested(ConcurrentSkipListMap.class, "Index"), "node");
  private final long key = Fields.offset(NODE, "key");
  private final long value = Fields.offset(NODE, "val");
  private final long next = Fields.offset(NODE, "next");

  SkipListMapLayout() {
    super(ConcurrentSkipListMap.class, null, null);
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
  boolean isSorted() {
    return true;
  }

  @Override
  long size(Object map) {
    LongAdder entries = (LongAdder) Fields.reference(map, adder);
    return entries == null ? 0 : entries.sum();
  }

  @Override
  int visit(Object map, int start, EntryVisitor visitor) {
    Object first = Fields.reference(map, head);
    Object node = first == null ? null : Fields.reference(first, indexNode);
    int left = MOST_STEPS;
    while (node != null) {
      if (left-- == 0) {
        return MapEntries.SOME;
      }
      Object shown = Fields.reference(node, key);
      Object present = Fields.reference(node, value);
      // The base, a marker, or deleted.
      if (shown != null && present != null && !visitor.entry(node, shown, 0, present)) {
        return MapEntries.SOME;
      }
      node = Fields.reference(node, next);
    }
    return MapEntries.ALL;
  }
}
