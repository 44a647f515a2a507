package dev.tombstone.agent.programs.misuse;

import dev.tombstone.agent.programs.Together;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/** Loops that lose entries of their map as they may: no detector may say a word of them. */
public final class CorrectLoops {
  private static final int KEYS = 64;

  private CorrectLoops() {}

  /**
   * Runs all styles, again and again, and says so.
   *
   * @param arguments a file to wait for before the start, and one to wait for before the end
   */
  public static void main(String[] arguments) throws Exception {
    Together.awaitFile(arguments[0]);
    Together.repeat(2_000, CorrectLoops::all, CorrectLoops::all);
    System.out.println("all styles done");
    Together.awaitFile(arguments[1]);
  }

  private static void all() throws Exception {
    List<Map<Integer, Integer>> failFast =
        List.of(
            new HashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(16, 0.75f, true),
            new TreeMap<>(),
            new TreeMap<Integer, Integer>().descendingMap(),
            new TreeMap<Integer, Integer>().headMap(1_000),
            new WeakHashMap<>(),
            new IdentityHashMap<>(),
            new Hashtable<>());
    for (Map<Integer, Integer> map : failFast) {
      everyStyle(map);
      setValueInside(fill(map));
    }
    List<Map<Integer, Integer>> tolerant =
        List.of(new ConcurrentHashMap<>(), new ConcurrentSkipListMap<>());
    for (Map<Integer, Integer> map : tolerant) {
      everyStyle(map);
      removedInTheLoop(map);
    }
    enumMap(new EnumMap<>(TimeUnit.class));
    sets(new HashSet<>());
  }

  private static void everyStyle(Map<Integer, Integer> map) {
    byIterator(fill(map).keySet().iterator());
    byIterator(fill(map).values().iterator());
    byIterator(fill(map).entrySet().iterator());
    everyOther(fill(map).keySet().iterator());
    removeThenBreak(fill(map));
    removeThenReturn(fill(map));
    removeThenThrow(fill(map));
    fill(map).keySet().removeIf(key -> key % 2 == 0);
    fill(map).values().removeIf(value -> value % 3 == 0);
    fill(map).entrySet().removeIf(entry -> entry.getKey() % 5 == 0);
    fill(map).keySet().removeAll(List.of(1, 2, 3));
    fill(map).values().retainAll(List.of(1, 2, 3));
    copyFirst(fill(map));
    collectThenRemove(fill(map));
    drainByFirst(fill(map));
    otherMap(fill(map));
    removeAbsentInside(fill(map));
    afterTheLoop(fill(map));
    nestedReaders(fill(map));
    fill(map).forEach((key, value) -> map.get(key + 1_000));
    long unused = fill(map).entrySet().stream().filter(entry -> entry.getValue() > 3).count();
    clearBetween(fill(map));
    iteratorThenClear(fill(map));
  }

  private static Map<Integer, Integer> fill(Map<Integer, Integer> map) {
    for (int i = 0; i < KEYS; i++) {
      map.put(i, i);
    }
    return map;
  }

  private static void byIterator(Iterator<?> iterator) {
    while (iterator.hasNext()) {
      iterator.next();
      iterator.remove();
    }
  }

  private static void everyOther(Iterator<?> iterator) {
    boolean remove = false;
    while (iterator.hasNext()) {
      iterator.next();
      remove = !remove;
      if (remove) {
        iterator.remove();
      }
    }
  }

  private static void removeThenBreak(Map<Integer, Integer> map) {
    for (Integer key : map.keySet()) {
      if (key == 7) {
        map.remove(key);
        break;
      }
    }
  }

  private static int removeThenReturn(Map<Integer, Integer> map) {
    for (Map.Entry<Integer, Integer> entry : map.entrySet()) {
      if (entry.getValue() > 7) {
        return map.remove(entry.getKey());
      }
    }
    return 0;
  }

  private static void removeThenThrow(Map<Integer, Integer> map) {
    try {
      for (Integer value : map.values()) {
        map.remove(value);
        throw new IllegalStateException("out of the loop");
      }
    } catch (IllegalStateException expected) {
      map.remove(9);
    }
  }

  private static void copyFirst(Map<Integer, Integer> map) {
    for (Integer key : new ArrayList<>(map.keySet())) {
      map.remove(key);
    }
  }

  private static void collectThenRemove(Map<Integer, Integer> map) {
    List<Integer> dead = new ArrayList<>();
    map.forEach((key, value) -> dead.add(key));
    dead.forEach(map::remove);
  }

  private static void drainByFirst(Map<Integer, Integer> map) {
    while (!map.isEmpty()) {
      map.remove(map.keySet().iterator().next());
    }
  }

  private static void otherMap(Map<Integer, Integer> map) {
    Map<Integer, Integer> other = new HashMap<>(map);
    for (Integer key : map.keySet()) {
      other.remove(key);
    }
  }

  private static void setValueInside(Map<Integer, Integer> map) {
    for (Map.Entry<Integer, Integer> entry : map.entrySet()) {
      entry.setValue(entry.getValue());
    }
  }

  private static void removeAbsentInside(Map<Integer, Integer> map) {
    for (Integer key : map.keySet()) {
      map.remove(key + 1_000_000);
    }
  }

  private static void afterTheLoop(Map<Integer, Integer> map) {
    int sum = 0;
    for (Integer key : map.keySet()) {
      sum += key;
    }
    map.remove(sum % KEYS);
  }

  private static void nestedReaders(Map<Integer, Integer> map) {
    for (Integer outer : map.keySet()) {
      for (Integer inner : map.values()) {
        boolean unused = map.containsKey(outer + inner);
      }
    }
  }

  private static void clearBetween(Map<Integer, Integer> map) {
    byIterator(map.keySet().iterator());
    map.clear();
    byIterator(map.keySet().iterator());
  }

  private static void iteratorThenClear(Map<Integer, Integer> map) {
    Iterator<Integer> iterator = map.keySet().iterator();
    iterator.next();
    iterator.remove();
    map.clear();
  }

  /** Allowed on these. */
  private static void removedInTheLoop(Map<Integer, Integer> map) {
    for (Integer key : fill(map).keySet()) {
      map.remove(key);
    }
    fill(map).forEach((key, value) -> map.remove(key));
    fill(map).keySet().stream().forEach(map::remove);
  }

  private static void enumMap(Map<TimeUnit, Integer> map) {
    for (TimeUnit unit : TimeUnit.values()) {
      map.put(unit, 1);
    }
    for (TimeUnit unit : map.keySet()) {
      map.remove(unit);
    }
  }

  private static void sets(Set<Integer> set) {
    for (int i = 0; i < KEYS; i++) {
      set.add(i);
    }
    set.removeIf(element -> element % 2 == 0);
    byIterator(set.iterator());
  }
}
