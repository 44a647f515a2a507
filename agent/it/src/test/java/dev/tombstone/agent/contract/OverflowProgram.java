package dev.tombstone.agent.contract;

import dev.tombstone.model.operation.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * Threads that delete at the end of their stack by way of every kind of scope, and then in good
 * health: the healthy deletions must be counted as what they are. Exits with 1 if one is not.
 */
public final class OverflowProgram {
  private static final int ROUNDS = 16;
  private static final int WARM_UP_ROUNDS = 15_000;

  /** From the end of the stack upwards, one attempt in each frame. */
  private static final int ATTEMPTS = 14;

  private static final int STACK_BYTES = 192 * 1024;

  /** Moves the end of the stack against the frames. */
  private static final int PAGE_BYTES = 4096;

  private static final List<String> FAILURES = new ArrayList<>();

  private interface Deletion {
    void from(Map<Object, Object> map);
  }

  private record Load(Supplier<Map<Object, Object>> fresh, Deletion deletion) {
    void run(Map<Object, Object> map) {
      for (int key = 1; key < 4; key++) {
        map.put(key, "v");
      }
      deletion.from(map);
    }
  }

  static final class Healthy extends HashMap<Object, Object> {
    private static final long serialVersionUID = 1L;
  }

  static final class HealthySorted extends TreeMap<Object, Object> {
    private static final long serialVersionUID = 1L;
  }

  private OverflowProgram() {}

  /**
   * Runs all of it.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) throws InterruptedException {
    Map<String, Load> loads = loads();
    for (Load load : loads.values()) {
      Map<Object, Object> map = load.fresh().get();
      for (int i = 0; i < WARM_UP_ROUNDS; i++) {
        load.run(map);
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Map.Entry<String, Load> load : loads.entrySet()) {
        long stackBytes = STACK_BYTES + (long) round * PAGE_BYTES;
        Runnable task = () -> overflowAndRecover(load.getKey(), load.getValue());
        Thread thread = new Thread(null, task, load.getKey(), stackBytes);
        thread.start();
        thread.join();
      }
    }
    FAILURES.forEach(failure -> System.out.println("FAILED " + failure));
    System.out.println("failures: " + FAILURES.size());
    System.exit(FAILURES.isEmpty() ? 0 : 1);
  }

  private static Map<String, Load> loads() {
    Map<String, Load> loads = new LinkedHashMap<>();
    List<Integer> keys = List.of(1, 2, 3);
    add(loads, "keySet.removeAll", HashMap::new, map -> map.keySet().removeAll(keys));
    add(loads, "removeIf", HashMap::new, map -> map.keySet().removeIf(key -> true));
    add(loads, "retainAll", HashMap::new, map -> map.values().retainAll(List.of("x")));
    add(
        loads,
        "headMap.clear",
        TreeMap::new,
        map -> ((TreeMap<Object, Object>) map).headMap(4).clear());
    add(loads, "remove(k,v)", TreeMap::new, map -> map.remove(1, "v"));
    add(loads, "weak", WeakHashMap::new, map -> map.entrySet().removeIf(entry -> true));
    add(loads, "compute", WeakHashMap::new, map -> map.compute(1, (key, value) -> null));
    add(loads, "skip list", ConcurrentSkipListMap::new, map -> map.values().removeIf(v -> true));
    add(loads, "concurrent", ConcurrentHashMap::new, map -> map.values().removeIf(v -> true));
    add(loads, "values.remove", ConcurrentHashMap::new, map -> map.values().remove("v"));
    add(loads, "Properties", Properties::new, map -> map.remove(1));
    add(loads, "Properties.keySet", Properties::new, map -> map.keySet().removeAll(keys));
    return loads;
  }

  private static void add(
      Map<String, Load> loads, String name, Supplier<Map<Object, Object>> fresh, Deletion way) {
    loads.put(name, new Load(fresh, way));
  }

  private static void overflowAndRecover(String name, Load load) {
    Map<Object, Object> map = load.fresh().get();
    load.run(map);
    int[] left = {ATTEMPTS};
    atTheEnd(left, () -> load.run(map));
    check(name, new Healthy());
    check(name, new HealthySorted());
  }

  /** Runs it at the end of the stack, and in frame after frame up from there. */
  private static void atTheEnd(int[] left, Runnable task) {
    try {
      atTheEnd(left, task);
    } catch (StackOverflowError end) {
      // The end is reached.
    }
    if (left[0] > 0) {
      left[0]--;
      try {
        task.run();
      } catch (StackOverflowError expected) {
        // Further up there is more.
      }
    }
  }

  private static void check(String name, Map<Object, Object> map) {
    String mapClass = map.getClass().getName();
    Tally before = Tally.counted(mapClass);
    map.put(1, "v");
    map.remove(1);
    map.remove(2);
    Tally counted = Tally.counted(mapClass).minus(before);
    Tally expected = new Tally().removed(Operation.REMOVE, 1).missed(Operation.REMOVE);
    if (!counted.sameAs(expected)) {
      FAILURES.add(name + ": expected " + expected + ", counted " + counted);
    }
  }
}
