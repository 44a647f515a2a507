package dev.tombstone.demo.store;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A map with a removal hook: it owns its values, and hands each to the hook once it has left the
 * map, however it has: removed by key, by an iterator or a view, replaced, computed away, cleared,
 * or evicted because the map is full. A value that is in the map twice is handed over once, when
 * the last of its keys is gone.
 *
 * <p>What the map returns has been handed over already. An exception of the hook is thrown once the
 * map is as it should be, and all others have been handed over. For one thread at a time.
 */
public final class ManagedMap<K, V> extends AbstractMap<K, V> {
  private final Map<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);

  /** Under how many keys each value is in the map. */
  private final IdentityHashMap<V, Integer> held = new IdentityHashMap<>();

  private final int capacity;
  private final Consumer<? super V> hook;

  /**
   * An empty map.
   *
   * @param capacity with more entries the one that was not used for longest is evicted
   * @param hook is given each value that has left the map
   */
  public ManagedMap(int capacity, Consumer<? super V> hook) {
    this.capacity = capacity;
    this.hook = hook;
  }

  @Override
  public @Nullable V get(Object key) {
    return entries.get(key);
  }

  @Override
  public boolean containsKey(Object key) {
    return entries.containsKey(key);
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public @Nullable V put(K key, V value) {
    held.merge(value, 1, Integer::sum);
    @Nullable V before = entries.put(key, value);
    List<V> gone = new ArrayList<>();
    leave(before, gone);
    if (entries.size() > capacity) {
      Iterator<V> eldest = entries.values().iterator();
      V evicted = eldest.next();
      eldest.remove();
      leave(evicted, gone);
    }
    handOver(gone);
    return before;
  }

  @Override
  public @Nullable V remove(Object key) {
    @Nullable V before = entries.remove(key);
    List<V> gone = new ArrayList<>();
    leave(before, gone);
    handOver(gone);
    return before;
  }

  @Override
  public void clear() {
    List<V> gone = new ArrayList<>(held.keySet());
    entries.clear();
    held.clear();
    handOver(gone);
  }

  /** Key set and values are made of this one. */
  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<K, V>> iterator() {
        return new OwningIterator();
      }

      @Override
      public int size() {
        return entries.size();
      }

      @Override
      public void clear() {
        ManagedMap.this.clear();
      }
    };
  }

  /** Takes the value off the count; {@code gone} then has it, if it was the last. */
  private void leave(@Nullable V value, List<V> gone) {
    if (value != null && held.merge(value, -1, Integer::sum) == 0) {
      held.remove(value);
      gone.add(value);
    }
  }

  private void handOver(List<V> gone) {
    RuntimeException failure = null;
    for (V value : gone) {
      try {
        hook.accept(value);
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private final class OwningIterator implements Iterator<Map.Entry<K, V>> {
    private final Iterator<Map.Entry<K, V>> all = entries.entrySet().iterator();
    private Map.@Nullable Entry<K, V> last;

    @Override
    public boolean hasNext() {
      return all.hasNext();
    }

    @Override
    public Map.Entry<K, V> next() {
      last = all.next();
      return new OwningEntry(last);
    }

    @Override
    public void remove() {
      @Nullable V value = last == null ? null : last.getValue();
      all.remove();
      List<V> gone = new ArrayList<>();
      leave(value, gone);
      handOver(gone);
    }
  }

  private final class OwningEntry extends SimpleEntry<K, V> {
    private static final long serialVersionUID = 1L;

    private final transient Map.Entry<K, V> entry;

    OwningEntry(Map.Entry<K, V> entry) {
      super(entry);
      this.entry = entry;
    }

    @Override
    public @Nullable V setValue(V value) {
      super.setValue(value);
      held.merge(value, 1, Integer::sum);
      @Nullable V before = entry.setValue(value);
      List<V> gone = new ArrayList<>();
      leave(before, gone);
      handOver(gone);
      return before;
    }
  }
}
