package dev.tombstone.agent.suite;

import static dev.tombstone.agent.suite.Program.twice;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Two threads and no lock at all: every class of map, changed in every way. */
final class BrokenOperations {
  private static final int KEYS = 64;

  /** An application's own class, which overrides nothing that matters. */
  private static final class Registry extends HashMap<String, Integer> {
    private static final long serialVersionUID = 1L;

    Registry() {
      super(32);
    }
  }

  private BrokenOperations() {}

  static List<Program> programs() {
    return List.of(
        shared("HashMap, put and remove", HashMap::new, BrokenOperations::putAndRemove),
        shared("LinkedHashMap, put and remove", LinkedHashMap::new, BrokenOperations::putAndRemove),
        shared("TreeMap, put and remove", TreeMap::new, BrokenOperations::putAndRemove),
        shared("WeakHashMap, put and remove", WeakHashMap::new, BrokenOperations::putAndRemove),
        shared("Registry, put and remove", Registry::new, BrokenOperations::putAndRemove),
        shared("HashMap, put and remove(k, v)", HashMap::new, map -> each(map, map::remove)),
        shared("TreeMap, put and remove(k, v)", TreeMap::new, map -> each(map, map::remove)),
        shared(
            "HashMap, keySet().remove",
            HashMap::new,
            map -> each(map, (key, value) -> map.keySet().remove(key))),
        shared(
            "HashMap, values().remove",
            HashMap::new,
            map -> each(map, (key, value) -> map.values().remove(value))),
        shared(
            "LinkedHashMap, entrySet().remove",
            LinkedHashMap::new,
            map -> each(map, (key, value) -> map.entrySet().remove(Map.entry(key, value)))),
        shared("HashMap, Iterator.remove", HashMap::new, BrokenOperations::drain),
        shared("TreeMap, Iterator.remove", TreeMap::new, BrokenOperations::drain),
        shared("HashMap, removeIf", HashMap::new, BrokenOperations::removeIf),
        shared("HashMap, putIfAbsent and clear", HashMap::new, BrokenOperations::fillAndClear),
        shared("TreeMap, putIfAbsent and clear", TreeMap::new, BrokenOperations::fillAndClear),
        shared("HashMap that grows", HashMap::new, BrokenOperations::grow),
        Program.of("TreeMap, pollFirstEntry", () -> polled(new TreeMap<>())),
        Program.of("TreeMap, headMap().clear", () -> cut(new TreeMap<>())),
        Program.of("TreeMap, descendingMap().remove", () -> descending(new TreeMap<>())),
        Program.of("HashSet, add and remove", () -> addAndRemove(new HashSet<>())),
        Program.of("LinkedHashSet, add and remove", () -> addAndRemove(new LinkedHashSet<>())),
        Program.of("TreeSet, add and remove", () -> addAndRemove(new TreeSet<>())),
        Program.of(
            "set from an IdentityHashMap",
            () -> addAndRemove(Collections.newSetFromMap(new IdentityHashMap<>()))),
        Program.of("HashSet, removeAll", () -> removeAll(new HashSet<>())),
        Program.of("IdentityHashMap, put and remove", () -> identities(new IdentityHashMap<>())),
        Program.of("EnumMap, put and remove", () -> units(new EnumMap<>(TimeUnit.class))),
        Program.of("HashMap of UUIDs", () -> uuids(new HashMap<>())),
        Program.of("LinkedHashMap in order of access, get and get", () -> twice(reader(recent()))),
        Program.of(
            "LinkedHashMap in order of access, get and remove",
            () -> {
              Map<String, Integer> recent = recent();
              return List.of(reader(recent), () -> putAndRemove(recent));
            }));
  }

  private static Program shared(
      String name, Supplier<Map<String, Integer>> type, Consumer<Map<String, Integer>> use) {
    return Program.of(
        name,
        () -> {
          Map<String, Integer> map = type.get();
          return twice(() -> use.accept(map));
        });
  }

  /** What to do with an entry that has just been put. */
  private interface Removal {
    void of(String key, Integer value);
  }

  static void putAndRemove(Map<String, Integer> map) {
    for (int i = 0; i < KEYS; i++) {
      String key = "key " + i;
      map.put(key, i);
      map.remove(key);
    }
  }

  private static void each(Map<String, Integer> map, Removal removal) {
    for (int i = 0; i < KEYS; i++) {
      String key = "key " + i;
      map.put(key, i);
      removal.of(key, i);
    }
  }

  private static void removeIf(Map<String, Integer> map) {
    for (int i = 0; i < KEYS; i++) {
      int value = i;
      map.put("key " + i, i);
      map.values().removeIf(each -> each == value);
    }
  }

  private static void drain(Map<String, Integer> map) {
    for (int i = 0; i < KEYS; i++) {
      map.put("key " + i, i);
      for (Iterator<String> keys = map.keySet().iterator(); keys.hasNext(); ) {
        keys.next();
        keys.remove();
      }
    }
  }

  private static void fillAndClear(Map<String, Integer> map) {
    for (int i = 0; i < KEYS; i++) {
      map.putIfAbsent("key " + i, i);
    }
    map.clear();
  }

  private static void grow(Map<String, Integer> map) {
    if (map.size() > 20_000) {
      map.clear();
    }
    for (int i = 0; i < KEYS; i++) {
      map.put("key " + System.nanoTime(), i);
      map.remove("key 0");
    }
  }

  private static List<Program.Body> polled(TreeMap<Integer, Integer> map) {
    return twice(
        () -> {
          for (int i = 0; i < KEYS; i++) {
            map.put(i, i);
            map.pollFirstEntry();
          }
        });
  }

  private static List<Program.Body> cut(TreeMap<Integer, Integer> map) {
    return twice(
        () -> {
          for (int i = 0; i < KEYS; i++) {
            map.put(i, i);
          }
          map.headMap(KEYS / 2).clear();
        });
  }

  private static List<Program.Body> descending(TreeMap<Integer, Integer> map) {
    return twice(
        () -> {
          for (int i = 0; i < KEYS; i++) {
            map.put(i, i);
            map.descendingMap().remove(i);
          }
        });
  }

  private static List<Program.Body> addAndRemove(Set<Integer> set) {
    return twice(
        () -> {
          for (int i = 0; i < KEYS; i++) {
            set.add(i);
            set.remove(i);
          }
        });
  }

  private static List<Program.Body> removeAll(Set<Integer> set) {
    List<Integer> all = IntStream.range(0, KEYS).boxed().toList();
    return twice(
        () -> {
          for (Integer each : all) {
            set.add(each);
          }
          set.removeAll(all);
        });
  }

  private static List<Program.Body> identities(Map<Object, Integer> map) {
    List<Object> keys = IntStream.range(0, KEYS).mapToObj(i -> new Object()).toList();
    return twice(
        () -> {
          for (Object key : keys) {
            map.put(key, 1);
            map.remove(key);
          }
        });
  }

  private static List<Program.Body> units(Map<TimeUnit, Integer> map) {
    return twice(
        () -> {
          for (TimeUnit unit : TimeUnit.values()) {
            map.put(unit, 1);
            map.remove(unit);
          }
        });
  }

  private static List<Program.Body> uuids(Map<UUID, Integer> map) {
    List<UUID> keys = IntStream.range(0, KEYS).mapToObj(i -> new UUID(i, i)).toList();
    return twice(
        () -> {
          for (UUID key : keys) {
            map.put(key, 1);
            map.remove(key);
          }
        });
  }

  static Map<String, Integer> recent() {
    Map<String, Integer> recent = new LinkedHashMap<>(16, 0.75f, true);
    for (int i = 0; i < KEYS; i++) {
      recent.put("key " + i, i);
    }
    return recent;
  }

  static Program.Body reader(Map<String, Integer> map) {
    return () -> {
      for (int i = 0; i < KEYS; i++) {
        map.get("key " + i);
      }
    };
  }
}
