package dev.tombstone.benchmarks.code;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/**
 * Bytes that a use of a map allocates in compiled code: an iterator or a lambda that escapes into a
 * call that is not inlined is made in every loop, one that does not is dissolved. One class of maps
 * in a JVM: what several share is compiled for none. Prints a line for each use: name, tab, bytes.
 */
public final class Allocations {
  private static final int ENTRIES = 10;
  private static final int ROUNDS = 7;
  private static final int USES = 60_000;

  /** Read and written so that no loop is without effect. */
  private static volatile long sink;

  /** Something an application does with a map. */
  private interface Use {
    long on(Map<Integer, Integer> map, int number);
  }

  private Allocations() {}

  /** Measures all uses of one class of maps, whose binary name is the argument. */
  @SuppressWarnings("unchecked")
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Map<Integer, Integer> map =
        (Map<Integer, Integer>)
            Class.forName(arguments[0]).asSubclass(Map.class).getConstructor().newInstance();
    String name = map.getClass().getSimpleName();
    measure(name + ", iterator loop", (used, number) -> loop(used), map);
    measure(name + ", iterator loop that may remove", Allocations::loopThatMayRemove, map);
    measure(name + ", compute", Allocations::compute, map);
    measure(name + ", removeIf", Allocations::removeIf, map);
  }

  private static long loop(Map<Integer, Integer> map) {
    long sum = 0;
    for (Integer value : map.values()) {
      sum += value;
    }
    return sum;
  }

  private static long loopThatMayRemove(Map<Integer, Integer> map, int number) {
    long sum = 0;
    for (Iterator<Integer> values = map.values().iterator(); values.hasNext(); ) {
      int value = values.next();
      sum += value;
      if (value == number) {
        values.remove();
      }
    }
    if (map.size() < ENTRIES) {
      fill(map);
    }
    return sum;
  }

  private static long compute(Map<Integer, Integer> map, int number) {
    Integer key = KEYS[number & 7];
    Integer left = map.compute(key, (k, value) -> (number & 63) == 0 ? null : value);
    if (left == null) {
      map.put(key, key);
    }
    return map.size();
  }

  private static long removeIf(Map<Integer, Integer> map, int number) {
    int unwanted = number & 1_023;
    boolean removed = map.values().removeIf(value -> value == unwanted);
    if (removed) {
      fill(map);
    }
    return map.size();
  }

  private static final Integer[] KEYS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

  private static void fill(Map<Integer, Integer> map) {
    for (Integer key : KEYS) {
      map.putIfAbsent(key, key);
    }
  }

  /** The least of several rounds: what comes before it was compiled, or beside it, is left out. */
  private static void measure(String name, Use use, Map<Integer, Integer> map) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    fill(map);
    double least = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      long sum = 0;
      for (int i = 0; i < USES; i++) {
        sum += use.on(map, 100 + i);
      }
      sink = sum;
      long after = threads.getCurrentThreadAllocatedBytes();
      least = Math.min(least, (double) (after - before) / USES);
    }
    System.out.println(String.format(Locale.ROOT, "%s\t%.1f", name, least));
  }
}
