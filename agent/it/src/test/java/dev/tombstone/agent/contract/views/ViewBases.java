package dev.tombstone.agent.contract.views;

import dev.tombstone.agent.contract.Subjects;
import dev.tombstone.agent.contract.views.View.Holds;
import dev.tombstone.agent.contract.views.ViewBase.Made;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Makes the bases, with keys of a kind that stay the same objects. */
final class ViewBases {
  private static final int ENTRIES = 16;
  private static final int ABSENT = 100;

  final List<ViewBase> all = new ArrayList<>();

  private final Object[] keys = new Object[ENTRIES];
  private final Object[] values = new Object[ENTRIES];
  private final Object absentKey;

  /**
   * Of these keys and values.
   *
   * @param key makes a key, by a number
   * @param value makes a value
   */
  ViewBases(IntFunction<Object> key, IntFunction<Object> value) {
    for (int i = 0; i < ENTRIES; i++) {
      keys[i] = key.apply(i);
      values[i] = value.apply(i);
    }
    absentKey = key.apply(ABSENT);
  }

  /** A map of the application's over one of the JDK. */
  private static final class OwnMap extends AbstractMap<Object, Object> {
    private final Map<Object, Object> inside = new HashMap<>();

    @Override
    public Object put(Object key, Object value) {
      return inside.put(key, value);
    }

    @Override
    public Set<Map.Entry<Object, Object>> entrySet() {
      return inside.entrySet();
    }
  }

  void addMaps() {
    map(HashMap::new);
    map(LinkedHashMap::new);
    map(TreeMap::new);
    map(ConcurrentHashMap::new);
    map(ConcurrentSkipListMap::new);
    map(WeakHashMap::new);
    map(IdentityHashMap::new);
    map(Hashtable::new);
    map(Properties::new);
    map(TreeMap.class, () -> Collections.synchronizedSortedMap(new TreeMap<>()));
    all.add(
        new ViewBase(
            "EnumMap",
            EnumMap.class.getName(),
            () -> filled(enumMap(), Subjects.Letter.values()),
            Subjects.Letter.Z,
            false));
    all.add(
        new ViewBase(
            "AbstractMap",
            HashMap.class.getName(),
            () -> filled(new OwnMap(), keys),
            absentKey,
            true));
  }

  void addSets() {
    set(HashMap.class, HashSet::new);
    set(LinkedHashMap.class, LinkedHashSet::new);
    set(TreeMap.class, TreeSet::new);
    set(TreeMap.class, () -> Collections.synchronizedSortedSet(new TreeSet<>()));
    set(ConcurrentSkipListMap.class, ConcurrentSkipListSet::new);
    set(ConcurrentHashMap.class, ConcurrentHashMap::newKeySet);
    set(WeakHashMap.class, () -> Collections.newSetFromMap(new WeakHashMap<>()));
    set(TreeMap.class, () -> Collections.newSetFromMap(new TreeMap<>()));
    if (Runtime.version().feature() >= 21) {
      set(LinkedHashMap.class, ViewBases::sequencedSetFromMap);
    }
  }

  private void map(Supplier<Map<?, ?>> fresh) {
    map(fresh.get().getClass(), fresh);
  }

  @SuppressWarnings("unchecked")
  private void map(Class<?> mapClass, Supplier<Map<?, ?>> fresh) {
    all.add(
        new ViewBase(
            fresh.get().getClass().getSimpleName(),
            mapClass.getName(),
            () -> filled((Map<Object, Object>) fresh.get(), keys),
            absentKey,
            false));
  }

  private Made filled(Map<Object, Object> map, Object[] ofKeys) {
    for (int i = 0; i < ENTRIES; i++) {
      map.put(ofKeys[i], values[i]);
    }
    return new Made(new View(Holds.MAP, map), map);
  }

  private void set(Class<?> mapClass, Supplier<Set<Object>> fresh) {
    all.add(
        new ViewBase(
            fresh.get().getClass().getSimpleName() + " of " + mapClass.getSimpleName(),
            mapClass.getName(),
            () -> {
              Set<Object> set = fresh.get();
              Map<Object, Object> copy = new LinkedHashMap<>();
              for (Object key : keys) {
                set.add(key);
                copy.put(key, "a");
              }
              return new Made(new View(Holds.KEYS, set), copy);
            },
            absentKey,
            false));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Map<Object, Object> enumMap() {
    return (Map) new EnumMap<>(Subjects.Letter.class);
  }

  /** By reflection, for JDK 17 has none. */
  @SuppressWarnings("unchecked")
  private static Set<Object> sequencedSetFromMap() {
    try {
      return (Set<Object>)
          Collections.class
              .getMethod("newSequencedSetFromMap", Class.forName("java.util.SequencedMap"))
              .invoke(null, new LinkedHashMap<>());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
