package dev.tombstone.instrumentation;

import dev.tombstone.model.family.MapFamilies;
import dev.tombstone.model.family.MapFamily;
import dev.tombstone.model.family.OwnDeletion;
import dev.tombstone.model.family.OwnDeletion.Way;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.Set;
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

  private static final TimeUnit KEY = TimeUnit.SECONDS;
  private static final TimeUnit ABOVE = TimeUnit.DAYS;
  private static final String VALUE = "value";

  private OwnMaps() {}

  /**
   * Deletes so that a woven class is on the way.
   *
   * @return the map that loses the entry; null if it cannot be named
   * @throws ReflectiveOperationException if this JDK has no such class or method
   */
  static @Nullable Object delete(OwnDeletion deletion) throws ReflectiveOperationException {
    return switch (deletion.way()) {
      case SHARED -> deleteByShared(deletion.type());
      case EVICT -> {
        Map<TimeUnit, Object> map = new Evicting();
        map.put(KEY, VALUE);
        yield map;
      }
      case PROPERTIES_KEY_SET -> {
        Properties properties = ofProperties();
        properties.keySet().remove(KEY);
        yield properties;
      }
      case PROPERTIES_ENTRY_SET -> {
        Properties properties = ofProperties();
        properties.entrySet().remove(Map.entry(KEY, VALUE));
        yield properties;
      }
      default -> {
        Map<TimeUnit, Object> map = filled(deletion.type());
        delete(deletion.way(), map);
        yield map;
      }
    };
  }

  private static void delete(Way way, Map<TimeUnit, Object> map)
      throws ReflectiveOperationException {
    switch (way) {
      case REMOVE -> map.remove(KEY);
      case KEY_SET -> map.keySet().remove(KEY);
      case KEY_SET_MISS -> map.keySet().remove(ABOVE);
      case KEY_SET_ALL -> map.keySet().removeAll(List.of(KEY));
      case KEY_ITERATOR -> removeFirst(map.keySet().iterator());
      case ENTRY_SET -> removeEntry(map);
      case ENTRY_SET_ALL -> map.entrySet().removeAll(List.of(Map.entry(KEY, VALUE)));
      case ENTRY_SET_RETAIN -> map.entrySet().retainAll(Set.of());
      case VALUES -> map.values().remove(VALUE);
      case VALUES_FIRST ->
          call("java.util.SequencedCollection", "removeFirst", Object.class, map.values());
      default -> deleteFromSorted(way, (NavigableMap<TimeUnit, Object>) map);
    }
  }

  private static void deleteFromSorted(Way way, NavigableMap<TimeUnit, Object> map) {
    NavigableMap<TimeUnit, Object> head = map.headMap(ABOVE, false);
    switch (way) {
      case DESCENDING_ITERATOR -> removeFirst(map.navigableKeySet().descendingIterator());
      case HEAD_POLL -> head.pollFirstEntry();
      case HEAD_ENTRY_SET -> removeEntry(head);
      case HEAD_ENTRY_SET_IF -> head.entrySet().removeIf(new Any());
      case HEAD_VALUES_IF -> head.values().removeIf(new Any());
      case HEAD_ITERATOR -> removeFirst(head.keySet().iterator());
      default -> throw new IllegalArgumentException(way.name());
    }
  }

  private static @Nullable Object deleteByShared(String type) throws ReflectiveOperationException {
    Map<TimeUnit, Object> map = new HashMap<>();
    switch (type) {
      case "java.util.Properties" -> {
        Properties properties = ofProperties();
        properties.remove(KEY);
        return properties;
      }
      case "java.util.Map" -> {
        map = filled("java.util.EnumMap");
        map.remove(KEY, VALUE);
      }
      case "java.util.concurrent.ConcurrentMap" -> {
        ConcurrentNavigableMap<TimeUnit, Object> sorted = new ConcurrentSkipListMap<>();
        sorted.put(KEY, VALUE);
        sorted.headMap(ABOVE).computeIfPresent(KEY, new ToNull());
        return sorted;
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

  private static Properties ofProperties() {
    Properties properties = new Properties();
    properties.put(KEY, VALUE);
    return properties;
  }

  /** A map of the family that the class belongs to. */
  private static Map<TimeUnit, Object> filled(String type) throws ClassNotFoundException {
    int nested = type.indexOf('$');
    String mapType = nested < 0 ? type : type.substring(0, nested);
    for (MapFamily family : MapFamilies.maps()) {
      if (family.maker() != null && family.mapType().equals(mapType)) {
        Map<TimeUnit, Object> map = family.maker().make();
        map.put(KEY, VALUE);
        return map;
      }
    }
    throw new ClassNotFoundException(type);
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
