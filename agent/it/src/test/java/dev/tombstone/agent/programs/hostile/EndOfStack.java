package dev.tombstone.agent.programs.hostile;

import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Deletes where the thread's stack ends, catches the overflow, and goes on. */
public final class EndOfStack {
  private static final int ENTRIES = 5;
  private static final int THREADS = 40;
  private static final int HEALTHY = 10_000;

  /** Depths above the end at which a deletion is tried, one after the other. */
  private static final int DEPTHS = 60;

  @SuppressWarnings("UnnecessaryLambda") // Linked before the stack ends.
  private static final BiFunction<Integer, Integer, @Nullable Integer> NOTHING =
      (key, value) -> null;

  /** What is deleted from while the stack is whole, so that its counts are known. */
  private static final class Healthy extends HashMap<Integer, Integer> {
    private static final long serialVersionUID = 1L;
  }

  private EndOfStack() {}

  /**
   * Runs.
   *
   * @param arguments {@code first}, {@code threads}, or {@code maps} and a number of rounds
   */
  public static void main(String[] arguments) throws Exception {
    Runnable task =
        switch (arguments[0]) {
          case "first" -> EndOfStack::first;
          case "threads" -> EndOfStack::thread;
          default -> () -> maps(Integer.parseInt(arguments[1]));
        };
    int threads = arguments[0].equals("threads") ? THREADS : 1;
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(null, task, "deep-" + i, 512 * 1024);
      thread.start();
      thread.join();
    }
    System.out.println("healthy " + threads * HEALTHY);
  }

  /** The first deletion of the JVM: afterwards everything must work as ever. */
  private static void first() {
    sink(filled(HashMap::new));
    System.out.println(ThreadLocalRandom.current().nextInt(1, 2));
    ConcurrentSkipListMap<Integer, Integer> list = new ConcurrentSkipListMap<>();
    list.put(1, 1);
    System.out.println(list + " " + Math.round(Math.log1p(1) * 1_000));
    healthy();
  }

  /** Deletions at the end of the stack of a thread that never deleted before. */
  private static void thread() {
    sink(filled(HashMap::new));
    healthy();
  }

  private static void healthy() {
    Healthy map = new Healthy();
    for (int i = 0; i < HEALTHY; i++) {
      map.put(i, i);
      map.remove(i);
    }
  }

  /** Goes to the end, and deletes on the way back, from where there is no stack at all. */
  private static void sink(Map<Integer, Integer> map) {
    try {
      toTheEnd(map);
    } catch (StackOverflowError end) {
      map.clear();
    }
  }

  private static void toTheEnd(Map<Integer, Integer> map) {
    try {
      toTheEnd(map);
    } catch (StackOverflowError end) {
      map.remove(1);
      map.put(1, 1);
      throw end;
    }
  }

  private static void maps(int rounds) {
    family("HashMap", HashMap::new, rounds);
    family("LinkedHashMap", LinkedHashMap::new, rounds);
    family("TreeMap", TreeMap::new, rounds);
    family("WeakHashMap", WeakHashMap::new, rounds);
    family("IdentityHashMap", IdentityHashMap::new, rounds);
    family("Hashtable", Hashtable::new, rounds);
    family("ConcurrentHashMap", ConcurrentHashMap::new, rounds);
    family("ConcurrentSkipListMap", ConcurrentSkipListMap::new, rounds);
    healthy();
  }

  private static void family(String name, Supplier<Map<Integer, Integer>> maker, int rounds) {
    int broken = 0;
    long left = 0;
    for (int operation = 0; operation < 5; operation++) {
      Map<Integer, Integer> first = filled(maker);
      delete(first, operation);
      left += ENTRIES - first.size();
      int deepest = deepest();
      for (int round = 0; round < rounds; round++) {
        Map<Integer, Integer> map = filled(maker);
        try {
          descend(deepest - 1 - round % DEPTHS, map, operation);
        } catch (StackOverflowError end) {
          // What became of the map is looked at either way.
        }
        int entries = entriesOf(map);
        broken += entries == map.size() ? 0 : 1;
        left += ENTRIES - entries;
      }
    }
    System.out.println("family " + name + " broken " + broken + " left " + left);
  }

  private static void delete(Map<Integer, Integer> map, int operation) {
    switch (operation) {
      case 0 -> map.remove(1);
      case 1 -> {
        Iterator<Integer> iterator = map.keySet().iterator();
        iterator.next();
        iterator.remove();
      }
      case 2 -> map.compute(1, NOTHING);
      case 3 -> map.clear();
      default -> map.remove(1, 1);
    }
  }

  private static Map<Integer, Integer> filled(Supplier<Map<Integer, Integer>> maker) {
    Map<Integer, Integer> map = maker.get();
    for (int i = 0; i < ENTRIES; i++) {
      map.put(i, i);
    }
    return map;
  }

  private static int entriesOf(Map<Integer, Integer> map) {
    int entries = 0;
    for (Integer unused : map.keySet()) {
      entries++;
    }
    return entries;
  }

  private static void descend(int calls, Map<Integer, Integer> map, int operation) {
    if (calls == 0) {
      delete(map, operation);
    } else {
      descend(calls - 1, map, operation);
    }
  }

  /** How many calls of {@code descend} the stack has room for. */
  private static int deepest() {
    int low = 100;
    int high = 100_000;
    Map<Integer, Integer> empty = Map.of();
    while (high - low > 1) {
      int middle = (low + high) / 2;
      try {
        descend(middle, empty, -1);
        low = middle;
      } catch (StackOverflowError end) {
        high = middle;
      } catch (UnsupportedOperationException bottom) {
        low = middle;
      }
    }
    return low;
  }
}
