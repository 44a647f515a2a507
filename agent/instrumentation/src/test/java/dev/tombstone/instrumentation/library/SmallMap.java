package dev.tombstone.instrumentation.library;

import java.util.HashMap;
import java.util.Map;

/** A map class of a library that has everything a point can be about. */
class SmallMap {
  private final Map<Object, Object> entries = new HashMap<>();
  private int size;

  Object remove(Object key) {
    Object removed = entries.remove(key);
    if (removed != null) {
      size--;
    }
    return removed;
  }

  int removeTwo(Object one, Object other) {
    int before = size;
    try {
      remove(one);
      remove(other);
    } catch (IllegalStateException refused) {
      return -1;
    }
    return before - size;
  }

  void clear() {
    entries.clear();
    size = 0;
  }
}
