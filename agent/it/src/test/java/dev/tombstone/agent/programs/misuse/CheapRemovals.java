package dev.tombstone.agent.programs.misuse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Calls that remove many entries, or few, and do no more for it than they have to. */
public final class CheapRemovals {
  private static final int SIZE = 2_000;
  private static final int LARGE = 100_000;

  private static final List<Integer> LIST = numbers(SIZE + 1, SIZE - 1);
  private static final Map<Integer, Integer> SEEN = new HashMap<>();
  private static final Map<Integer, Integer> SEEN_CONCURRENT = new ConcurrentHashMap<>();
  private static final Map<Integer, Integer> SEEN_BY_IDENTITY = new IdentityHashMap<>();
  private static final Map<Integer, Integer> SESSIONS = filled(new HashMap<>(), LARGE);

  private CheapRemovals() {}

  /**
   * Runs for so long.
   *
   * @param arguments milliseconds
   */
  public static void main(String[] arguments) throws Exception {
    long end = System.nanoTime() + Long.parseLong(arguments[0]) * 1_000_000;
    onceAtStart();
    for (int round = 0; System.nanoTime() < end; round++) {
      for (int i = 0; i < 50; i++) {
        setsOfAllSizes();
        smallClears();
        listsAndOthers();
        oneOfMany();
      }
      halves();
      loops();
      if (round % 100 == 0) {
        fullClears();
      }
      if (round % 500 == 0) {
        expireNowAndThen();
      }
      Thread.sleep(2);
    }
  }

  /** Lists that are asked, once. */
  private static void onceAtStart() {
    new HashSet<>(numbers(500, 0)).removeAll(numbers(501, 250));
    Map<Integer, Integer> few = filled(new HashMap<>(), 10);
    for (Integer key : new ArrayList<>(few.keySet())) {
      few.remove(key);
    }
    for (Iterator<Integer> each = filled(new HashMap<>(), LARGE).values().iterator();
        each.hasNext(); ) {
      each.next();
      each.remove();
    }
    filled(new HashMap<>(), LARGE).values().removeIf(value -> value >= 0);
  }

  private static void setsOfAllSizes() {
    Set<Integer> small = new HashSet<>(numbers(10, SIZE));
    small.removeAll(LIST);
    Set<Integer> ordered = new LinkedHashSet<>(numbers(40, 0));
    ordered.removeAll(numbers(39, 20));
    ordered.retainAll(new HashSet<>(LIST));
    ordered.addAll(numbers(10, SIZE));
    numbers(20, SIZE).forEach(ordered::remove);
    Set<Integer> sorted = new TreeSet<>(numbers(20, 0));
    sorted.removeAll(small);
    sorted.removeIf(number -> number % 2 == 0);
  }

  private static void smallClears() {
    SEEN.put(1, 1);
    SEEN.put(2, 2);
    SEEN.clear();
    SEEN_CONCURRENT.put(1, 1);
    SEEN_CONCURRENT.clear();
    SEEN_BY_IDENTITY.clear();
    new WeakHashMap<>(Map.of(1, 1)).clear();
    filled(new TreeMap<>(), 10).headMap(5).clear();
    filled(new ConcurrentSkipListMap<>(), 10).values().clear();
  }

  private static void listsAndOthers() {
    List<Integer> linked = new LinkedList<>(numbers(20, 0));
    linked.removeIf(number -> number > 10);
    linked.removeAll(List.of(1, 2, 3));
    linked.clear();
    filled(new ConcurrentHashMap<>(), 20).values().removeIf(value -> value > 10);
  }

  private static void oneOfMany() {
    Iterator<Map.Entry<Integer, Integer>> each = SESSIONS.entrySet().iterator();
    Map.Entry<Integer, Integer> first = each.next();
    each.remove();
    SESSIONS.put(first.getKey(), first.getValue());
  }

  /** Of many, neither nearly none nor nearly all. */
  private static void halves() {
    filled(new HashMap<>(), SIZE).values().removeIf(value -> value % 2 == 0);
    filled(new ConcurrentHashMap<>(), SIZE).entrySet().removeIf(entry -> entry.getValue() < 500);
    new HashSet<>(numbers(SIZE, 0)).removeAll(new HashSet<>(LIST));
  }

  /** Loops that are about something else than removing, and such as are left early. */
  private static void loops() {
    for (Iterator<Integer> each = SESSIONS.values().iterator(); each.hasNext(); ) {
      if (each.next() > SIZE) {
        break;
      }
    }
    Map<Integer, Integer> some = filled(new TreeMap<>(), SIZE);
    for (Iterator<Integer> each = some.values().iterator(); each.hasNext(); ) {
      if (each.next() % 2 == 0) {
        each.remove();
      }
    }
    for (Iterator<Integer> each = filled(new TreeMap<>(), SIZE).headMap(20).keySet().iterator();
        each.hasNext(); ) {
      each.next();
      each.remove();
    }
  }

  /** Tables that are filled when they are cleared. */
  private static void fullClears() {
    filled(new HashMap<>(), LARGE).clear();
    filled(new ConcurrentHashMap<>(), LARGE).clear();
    filled(new TreeMap<>(), LARGE).clear();
  }

  private static void expireNowAndThen() {
    SESSIONS.values().removeIf(value -> value < 0);
  }

  private static Map<Integer, Integer> filled(Map<Integer, Integer> map, int size) {
    for (int i = 0; i < size; i++) {
      map.put(i, i);
    }
    return map;
  }

  private static TreeMap<Integer, Integer> filled(TreeMap<Integer, Integer> map, int size) {
    for (int i = 0; i < size; i++) {
      map.put(i, i);
    }
    return map;
  }

  private static List<Integer> numbers(int size, int first) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      numbers.add(first + i);
    }
    return numbers;
  }
}
