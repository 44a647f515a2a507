package dev.tombstone.agent.suite;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Removal and iteration, as they go together: nothing to say about it. */
final class CorrectLoops {
  private static final int KEYS = 32;

  private CorrectLoops() {}

  static List<Program> programs() {
    return List.of(
        alone("HashMap, removed by the iterator", HashMap::new, CorrectLoops::byIterator),
        alone("TreeMap, removed by the iterator", TreeMap::new, CorrectLoops::byIterator),
        alone(
            "LinkedHashMap, removed, then left", LinkedHashMap::new, CorrectLoops::removeAndLeave),
        alone(
            "IdentityHashMap, removed, then left",
            IdentityHashMap::new,
            CorrectLoops::removeAndLeave),
        alone("TreeMap, collected first", TreeMap::new, CorrectLoops::collectFirst),
        alone("HashMap, iterator given up and map changed", HashMap::new, CorrectLoops::givenUp),
        alone("ConcurrentHashMap, in the loop", ConcurrentHashMap::new, CorrectLoops::inTheLoop),
        alone("skip list, in the loop", ConcurrentSkipListMap::new, CorrectLoops::inTheLoop),
        Program.of("EnumMap, in the loop", CorrectLoops::enumsInTheLoop),
        Program.onVirtualThreads(
            "virtual threads, EnumMap, in the loop", CorrectLoops::enumsInTheLoop),
        Program.of("ConcurrentHashMap that grows while others remove", CorrectLoops::growing));
  }

  private static Program alone(
      String name, Supplier<Map<Integer, Integer>> type, Consumer<Map<Integer, Integer>> use) {
    return Program.of(
        name,
        () -> {
          Map<Integer, Integer> map = type.get();
          return List.of(
              () -> {
                for (int i = 0; i < KEYS; i++) {
                  map.put(i, i);
                }
                use.accept(map);
                map.clear();
              });
        });
  }

  private static void byIterator(Map<Integer, Integer> map) {
    for (Iterator<Integer> keys = map.keySet().iterator(); keys.hasNext(); ) {
      if (keys.next() % 3 == 0) {
        keys.remove();
      }
    }
  }

  private static void removeAndLeave(Map<Integer, Integer> map) {
    for (Integer key : map.keySet()) {
      if (key > 3) {
        map.remove(key);
        break;
      }
    }
  }

  private static void collectFirst(Map<Integer, Integer> map) {
    for (Integer key : new ArrayList<>(map.keySet())) {
      if (key % 2 == 0) {
        map.remove(key);
      }
    }
  }

  private static void givenUp(Map<Integer, Integer> map) {
    Iterator<Integer> keys = map.keySet().iterator();
    keys.next();
    map.remove(5);
    map.keySet().forEach(key -> {});
  }

  private static void inTheLoop(Map<Integer, Integer> map) {
    for (Integer key : map.keySet()) {
      if (key % 2 == 0) {
        map.remove(key);
      }
    }
  }

  private static List<Program.Body> enumsInTheLoop() {
    Map<TimeUnit, Integer> map = new EnumMap<>(TimeUnit.class);
    return List.of(
        () -> {
          for (TimeUnit unit : TimeUnit.values()) {
            map.put(unit, 1);
          }
          for (TimeUnit unit : map.keySet()) {
            map.remove(unit);
          }
        });
  }

  /** Legal, whatever the map is doing; only nothing of it is a fault. */
  private static List<Program.Body> growing() {
    Map<Integer, Integer> map = new ConcurrentHashMap<>();
    return List.of(
        () -> {
          for (int i = 0; i < 20_000; i++) {
            map.put(i, i);
          }
        },
        () -> {
          for (int i = 0; i < 20_000; i++) {
            map.remove(i);
          }
        });
  }
}
