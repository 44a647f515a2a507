package dev.tombstone.agent.programs.misuse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Calls that remove many entries and take long for it: each broken line in a method of its own. */
public final class DearRemovals {
  private static final int SIZE = 2_000;
  private static final int LARGE = 1 << 19;
  private static final int MANY = 20_000;

  private static final List<Integer> LIST = numbers(SIZE + 1, SIZE - 1);
  private static final Map<Integer, Integer> GROWN = grown(new HashMap<>());
  private static final Set<Integer> GROWN_SET = grownSet();
  private static final Map<Integer, Integer> GROWN_CONCURRENT = grown(new ConcurrentHashMap<>());
  private static final Map<Integer, Integer> GROWN_BY_IDENTITY = grown(new IdentityHashMap<>());
  private static final Map<Integer, Integer> SCANNED = filled(new HashMap<>(), 200_000);
  private static final Map<Integer, Integer> SCANNED_TREE = filled(new TreeMap<>(), 50_000);

  private static final Map<Integer, Integer> SCANNED_BY_LOOP = filled(new HashMap<>(), 200_000);

  private DearRemovals() {}

  /**
   * Runs for so long, each line on a thread of its own.
   *
   * @param arguments {@code calls} or {@code loops}, and milliseconds
   */
  public static void main(String[] arguments) throws Exception {
    long end = System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000;
    List<Runnable> loops =
        List.of(
            DearRemovals::drainedByLoop,
            DearRemovals::mostlyRemovedByLoop,
            DearRemovals::scannedByLoop);
    List<Runnable> calls =
        List.of(
            DearRemovals::quadraticRemoveAll,
            DearRemovals::quadraticRetainAll,
            DearRemovals::quadraticValues,
            DearRemovals::sparseMap,
            DearRemovals::sparseSet,
            DearRemovals::sparseConcurrent,
            DearRemovals::sparseIdentity,
            DearRemovals::drainedByRemoveIf,
            DearRemovals::drainedByRetainAll,
            DearRemovals::mostlyRemoved,
            DearRemovals::scanned,
            DearRemovals::scannedTree);
    List<Runnable> lines = arguments[0].equals("loops") ? loops : calls;
    CountDownLatch done = new CountDownLatch(lines.size());
    for (Runnable line : lines) {
      Thread thread =
          new Thread(
              () -> {
                while (System.nanoTime() < end) {
                  line.run();
                  pause();
                }
                done.countDown();
              });
      thread.start();
    }
    done.await();
  }

  private static void quadraticRemoveAll() {
    Set<Integer> set = new HashSet<>(numbers(SIZE, 0));
    set.removeAll(LIST);
  }

  private static void quadraticRetainAll() {
    Map<Integer, Integer> map = filled(new LinkedHashMap<>(), SIZE);
    map.keySet().retainAll(LIST);
  }

  private static void quadraticValues() {
    Map<Integer, Integer> map = filled(new ConcurrentHashMap<>(), SIZE);
    map.values().removeAll(LIST);
  }

  private static void sparseMap() {
    GROWN.put(1, 1);
    GROWN.put(2, 2);
    GROWN.clear();
  }

  private static void sparseSet() {
    GROWN_SET.add(1);
    GROWN_SET.clear();
  }

  private static void sparseConcurrent() {
    GROWN_CONCURRENT.put(1, 1);
    GROWN_CONCURRENT.keySet().clear();
  }

  private static void sparseIdentity() {
    GROWN_BY_IDENTITY.clear();
  }

  private static void drainedByRemoveIf() {
    Map<Integer, Integer> map = filled(new HashMap<>(), MANY);
    map.values().removeIf(value -> value >= 0);
  }

  private static void drainedByRetainAll() {
    Map<Integer, Integer> map = filled(new TreeMap<>(), MANY);
    map.keySet().retainAll(Set.of());
  }

  private static void mostlyRemoved() {
    Map<Integer, Integer> map = filled(new LinkedHashMap<>(), MANY);
    map.entrySet().removeIf(entry -> entry.getValue() % 20 != 0);
  }

  private static void scanned() {
    SCANNED.values().removeIf(value -> value < 0);
  }

  private static void scannedTree() {
    SCANNED_TREE.entrySet().removeIf(entry -> entry.getValue() < 0);
  }

  private static void drainedByLoop() {
    Map<Integer, Integer> map = filled(new HashMap<>(), 5 * MANY);
    Iterator<Integer> each = map.keySet().iterator();
    while (each.hasNext()) {
      each.next();
      each.remove();
    }
  }

  private static void mostlyRemovedByLoop() {
    Map<Integer, Integer> map = filled(new LinkedHashMap<>(), 5 * MANY);
    for (Iterator<Integer> each = map.values().iterator(); each.hasNext(); ) {
      if (each.next() % 20 != 0) {
        each.remove();
      }
    }
  }

  private static void scannedByLoop() {
    Map<Integer, Integer> map = SCANNED_BY_LOOP;
    map.put(-1, -1);
    for (Iterator<Integer> each = map.values().iterator(); each.hasNext(); ) {
      if (each.next() < 0) {
        each.remove();
      }
    }
  }

  private static Map<Integer, Integer> grown(Map<Integer, Integer> map) {
    filled(map, LARGE).clear();
    return map;
  }

  private static Set<Integer> grownSet() {
    Set<Integer> set = new HashSet<>(numbers(LARGE, 0));
    set.clear();
    return set;
  }

  private static Map<Integer, Integer> filled(Map<Integer, Integer> map, int size) {
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

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
