package dev.tombstone.instrumentation;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Maps of one entry that the agent makes in order to delete it again.
 *
 * <p>No lambdas: each would be a class made while the agent starts.
 */
@SuppressWarnings({"ModifiedButNotUsed", "JdkObsolete"})
final class OwnMaps {
  /** Class of all keys here. */
  static final Class<?> KEYS = TimeUnit.class;

  /** Maps whose own {@code remove(key)} calls the hook. */
  static final List<String> PLAIN =
      List.of(
          "java.util.HashMap",
          "java.util.TreeMap",
          "java.util.concurrent.ConcurrentHashMap",
          "java.util.concurrent.ConcurrentSkipListMap",
          "java.util.WeakHashMap",
          "java.util.IdentityHashMap",
          "java.util.EnumMap",
          "java.util.Hashtable");

  private static final TimeUnit KEY = TimeUnit.SECONDS;
  private static final TimeUnit ABOVE = TimeUnit.DAYS;
  private static final String VALUE = "value";

  private OwnMaps() {}

  /**
   * Deletes by way of this class.
   *
   * @return the map that loses the entry; null if it cannot be named
   * @throws ReflectiveOperationException if this JDK has no such class or method
   */
  static @Nullable Object deleteBy(String type) throws ReflectiveOperationException {
    if (PLAIN.contains(type)) {
      Map<TimeUnit, Object> map = filled(type);
      map.remove(KEY);
      return map;
    }
    int nested = type.indexOf('$');
    return nested < 0 || type.startsWith("java.util.Collections$")
        ? deleteByShared(type)
        : deleteByView(type.substring(nested + 1), filled(type.substring(0, nested)));
  }

  private static Object deleteByView(String view, Map<TimeUnit, Object> map)
      throws ReflectiveOperationException {
    switch (view) {
      case "LinkedValues" ->
          call("java.util.SequencedCollection", "removeFirst", Object.class, map.values());
      case "DescendingKeyIterator" ->
          removeFirst(((TreeMap<TimeUnit, Object>) map).navigableKeySet().descendingIterator());
      case "NavigableSubMap" ->
          ((TreeMap<TimeUnit, Object>) map).headMap(ABOVE, false).pollFirstEntry();
      case "NavigableSubMap$EntrySetView" ->
          removeEntry(((TreeMap<TimeUnit, Object>) map).headMap(ABOVE));
      case "NavigableSubMap$SubMapIterator" ->
          removeFirst(((TreeMap<TimeUnit, Object>) map).headMap(ABOVE).keySet().iterator());
      case "SubMap" -> headOf(map).pollFirstEntry();
      case "SubMap$SubMapIter" -> removeFirst(headOf(map).keySet().iterator());
      case "CollectionView" -> map.entrySet().retainAll(Set.of());
      case "KeySetView", "EntrySetView" -> {
        return deleteByViewOfProperties(view);
      }
      case "Values" -> {
        if (map instanceof ConcurrentSkipListMap) {
          // The map's own values hand over to the map.
          headOf(map).values().removeIf(new Any());
        } else {
          map.values().remove(VALUE);
        }
      }
      case "ValuesView" -> map.values().remove(VALUE);
      case "EntrySet" -> {
        if (map instanceof ConcurrentSkipListMap) {
          headOf(map).entrySet().removeIf(new Any());
        } else if (map instanceof IdentityHashMap) {
          map.entrySet().removeAll(List.of(Map.entry(KEY, VALUE)));
        } else {
          removeEntry(map);
        }
      }
      case "LinkedEntrySet" -> removeEntry(map);
      case "KeySet" -> {
        if (map instanceof IdentityHashMap) {
          map.keySet().removeAll(List.of(KEY));
        } else {
          // A WeakHashMap's key set looks before it removes, and itself tells of what it misses.
          map.keySet().remove(map instanceof WeakHashMap ? ABOVE : KEY);
        }
      }
      case "LinkedKeySet" -> map.keySet().remove(KEY);
      default -> removeFirst(map.keySet().iterator());
    }
    return map;
  }

  private static @Nullable Object deleteByShared(String type) throws ReflectiveOperationException {
    Map<TimeUnit, Object> map = new HashMap<>();
    switch (type) {
      case "java.util.LinkedHashMap" -> {
        map = new Evicting();
        map.put(KEY, VALUE);
      }
      case "java.util.Properties" -> {
        Properties properties = new Properties();
        properties.put(KEY, VALUE);
        properties.remove(KEY);
        return properties;
      }
      case "java.util.Map" -> {
        map = filled("java.util.EnumMap");
        map.remove(KEY, VALUE);
      }
      case "java.util.concurrent.ConcurrentMap" -> {
        map = filled("java.util.concurrent.ConcurrentSkipListMap");
        headOf(map).computeIfPresent(KEY, new ToNull());
      }
      case "java.util.concurrent.ConcurrentSkipListSet" -> {
        ConcurrentSkipListSet<TimeUnit> set = new ConcurrentSkipListSet<>();
        set.add(KEY);
        set.remove(KEY);
        return null;
      }
      case "java.util.SequencedMap" -> {
        map = filled("java.util.LinkedHashMap");
        call("java.util.SequencedMap", "pollFirstEntry", Map.Entry.class, map);
      }
      case "java.util.Collections$CheckedMap$CheckedEntrySet" -> {
        map.put(KEY, VALUE);
        Collections.checkedMap(map, TimeUnit.class, Object.class)
            .entrySet()
            .removeAll(List.of(Map.entry(KEY, VALUE)));
      }
      default -> {
        map.put(KEY, VALUE);
        deleteByAbstract(type, map);
      }
    }
    return map;
  }

  private static void deleteByAbstract(String type, Map<TimeUnit, Object> map)
      throws ReflectiveOperationException {
    switch (type) {
      case "java.util.Collection" -> map.keySet().removeIf(new Any());
      case "java.util.AbstractCollection" -> map.values().remove(VALUE);
      case "java.util.AbstractSet" -> map.keySet().removeAll(List.of(KEY));
      case "java.util.AbstractMap" -> new Around(map).remove(KEY);
      default -> throw new ClassNotFoundException(type);
    }
  }

  /** By a view of a Properties: only there does it show whether the view's body is woven. */
  private static Object deleteByViewOfProperties(String view) {
    Properties properties = new Properties();
    properties.put(KEY, VALUE);
    if (view.equals("KeySetView")) {
      properties.keySet().remove(KEY);
    } else {
      properties.entrySet().remove(Map.entry(KEY, VALUE));
    }
    return properties;
  }

  private static Map<TimeUnit, Object> filled(String type) throws ClassNotFoundException {
    Map<TimeUnit, Object> map =
        switch (type) {
          case "java.util.HashMap" -> new HashMap<>();
          case "java.util.LinkedHashMap" -> new LinkedHashMap<>();
          case "java.util.TreeMap" -> new TreeMap<>();
          case "java.util.concurrent.ConcurrentHashMap" -> new ConcurrentHashMap<>();
          case "java.util.concurrent.ConcurrentSkipListMap" -> new ConcurrentSkipListMap<>();
          case "java.util.WeakHashMap" -> new WeakHashMap<>();
          case "java.util.IdentityHashMap" -> new IdentityHashMap<>();
          case "java.util.EnumMap" -> new EnumMap<>(TimeUnit.class);
          case "java.util.Hashtable" -> new Hashtable<>();
          default -> throw new ClassNotFoundException(type);
        };
    map.put(KEY, VALUE);
    return map;
  }

  private static ConcurrentNavigableMap<TimeUnit, Object> headOf(Map<TimeUnit, Object> map) {
    return ((ConcurrentSkipListMap<TimeUnit, Object>) map).headMap(ABOVE);
  }

  private static void removeEntry(Map<TimeUnit, Object> map) {
    map.entrySet().remove(Map.entry(KEY, VALUE));
  }

  private static void removeFirst(Iterator<TimeUnit> iterator) {
    iterator.next();
    iterator.remove();
  }

  /** A method without arguments of an interface that JDK 17 lacks. */
  private static void call(String type, String method, Class<?> result, Object receiver)
      throws ReflectiveOperationException {
    MethodHandle handle =
        MethodHandles.publicLookup()
            .findVirtual(Class.forName(type, false, null), method, MethodType.methodType(result));
    try {
      Object unused = handle.invoke(receiver);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Any implements Predicate<Object> {
    @Override
    public boolean test(Object element) {
      return true;
    }
  }

  private static final class ToNull implements BiFunction<TimeUnit, Object, @Nullable Object> {
    @Override
    public @Nullable Object apply(TimeUnit key, Object value) {
      return null;
    }
  }

  private static final class Evicting extends LinkedHashMap<TimeUnit, Object> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<TimeUnit, Object> eldest) {
      return true;
    }
  }

  /** A map that has {@code AbstractMap} do everything with the entries of another. */
  private static final class Around extends AbstractMap<TimeUnit, Object> {
    private final Map<TimeUnit, Object> inner;

    Around(Map<TimeUnit, Object> inner) {
      this.inner = inner;
    }

    @Override
    public Set<Map.Entry<TimeUnit, Object>> entrySet() {
      return inner.entrySet();
    }
  }
}
