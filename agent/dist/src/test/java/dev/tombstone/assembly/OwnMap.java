package dev.tombstone.assembly;

import java.util.AbstractMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A map class of a library: one entry at most, with a size field that goes down. */
public class OwnMap extends AbstractMap<Object, Object> {
  private Object key = "";
  private Object value = "";
  private int size;

  @Override
  public @Nullable Object put(Object newKey, Object newValue) {
    Object before = size == 0 ? null : value;
    key = newKey;
    value = newValue;
    size = 1;
    return before;
  }

  @Override
  public @Nullable Object remove(Object removed) {
    if (size == 0 || !key.equals(removed)) {
      return null;
    }
    size--;
    return value;
  }

  @Override
  public @Nullable Object computeIfPresent(
      Object present, BiFunction<? super Object, ? super Object, ?> function) {
    try {
      return size == 0 ? null : remove(present);
    } catch (IllegalStateException refused) {
      return refused;
    }
  }

  @Override
  public void clear() {
    size = 0;
  }

  @Override
  public Set<Map.Entry<Object, Object>> entrySet() {
    return new HashSet<>(size == 0 ? Set.of() : Set.of(Map.entry(key, value)));
  }
}
