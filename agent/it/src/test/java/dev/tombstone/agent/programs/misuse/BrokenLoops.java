package dev.tombstone.agent.programs.misuse;

import dev.tombstone.agent.programs.Together;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.CountDownLatch;

/** Loops whose map loses entries other than by the loop's iterator, each in a method of its own. */
public final class BrokenLoops {
  private static final int KEYS = 20;

  private BrokenLoops() {}

  /**
   * Runs each once, on a virtual thread where the JDK has them.
   *
   * @param arguments a file to wait for before the start
   */
  public static void main(String[] arguments) throws Exception {
    Together.awaitFile(arguments[0]);
    Together.onVirtualThread(BrokenLoops::run);
    System.out.println("all loops done");
    if (arguments.length > 1) {
      Together.awaitFile(arguments[1]);
    }
  }

  private static void run() throws Exception {
    fails(() -> keysLoop(filled(new HashMap<>())));
    fails(() -> valuesLoop(filled(new LinkedHashMap<>())));
    fails(() -> entriesLoop(filled(new TreeMap<>())));
    fails(() -> subMapLoop(new TreeMap<>(filled(new HashMap<>()))));
    fails(() -> descendingLoop(new TreeMap<>(filled(new HashMap<>()))));
    fails(() -> weakLoop(filled(new WeakHashMap<>())));
    fails(() -> identityLoop(filled(new IdentityHashMap<>())));
    fails(() -> hashtableLoop(filled(new Hashtable<>())));
    fails(() -> mapForEach(filled(new HashMap<>())));
    fails(() -> keysForEach(filled(new LinkedHashMap<>())));
    fails(() -> replaceAllLoop(filled(new TreeMap<>())));
    fails(() -> streamLoop(filled(new HashMap<>())));
    fails(() -> streamFirst(filled(new HashMap<>())));
    fails(() -> setLoop(new HashSet<>(filled(new HashMap<>()).values())));
    fails(() -> linkedSetLoop(new LinkedHashSet<>(filled(new HashMap<>()).values())));
    fails(() -> sortedSetLoop(new TreeSet<>(filled(new HashMap<>()).values())));
    fails(() -> nestedLoop(filled(new HashMap<>())));
    fails(() -> twoIterators(filled(new HashMap<>())));
    fails(() -> clearLoop(filled(new HashMap<>())));
    fails(() -> otherThreadLoop(filled(new HashMap<>())));
    fails(() -> putLoop(filled(new HashMap<>())));
    luckyLoop(filled(new HashMap<>()));
    skippingLoop();
    enumerationLoop(filled(new Hashtable<>()));
    Thread.sleep(200);
  }

  private static <M extends Map<Integer, Integer>> M filled(M map) {
    for (int i = 0; i < KEYS; i++) {
      map.put(i, i);
    }
    return map;
  }

  private static void fails(Together.Body body) throws Exception {
    try {
      body.run();
    } catch (ConcurrentModificationException expected) {
      return;
    }
    throw new IllegalStateException("did not fail");
  }

  static void keysLoop(Map<Integer, Integer> map) {
    for (Integer key : map.keySet()) {
      map.remove(key);
    }
  }

  static void valuesLoop(Map<Integer, Integer> map) {
    for (Integer value : map.values()) {
      map.keySet().remove(value);
    }
  }

  static void entriesLoop(Map<Integer, Integer> map) {
    for (Map.Entry<Integer, Integer> entry : map.entrySet()) {
      map.remove(entry.getKey(), entry.getValue());
    }
  }

  static void subMapLoop(TreeMap<Integer, Integer> map) {
    for (Integer key : map.subMap(2, 9).keySet()) {
      map.pollLastEntry();
      map.remove(key);
    }
  }

  static void descendingLoop(TreeMap<Integer, Integer> map) {
    for (Integer key : map.descendingMap().keySet()) {
      map.remove(key);
    }
  }

  static void weakLoop(Map<Integer, Integer> map) {
    for (Integer key : map.keySet()) {
      map.remove(key);
    }
  }

  static void identityLoop(Map<Integer, Integer> map) {
    for (Integer key : map.keySet()) {
      map.remove(key);
    }
  }

  static void hashtableLoop(Map<Integer, Integer> map) {
    for (Integer key : map.keySet()) {
      map.remove(key);
    }
  }

  static void mapForEach(Map<Integer, Integer> map) {
    map.forEach((key, value) -> map.remove(key));
  }

  static void keysForEach(Map<Integer, Integer> map) {
    map.keySet().forEach(map::remove);
  }

  static void replaceAllLoop(Map<Integer, Integer> map) {
    map.replaceAll(
        (key, value) -> {
          map.remove(key + 1);
          return value;
        });
  }

  static void streamLoop(Map<Integer, Integer> map) {
    map.keySet().stream().filter(key -> key > 3).forEach(map::remove);
  }

  static void streamFirst(Map<Integer, Integer> map) {
    boolean unused =
        map.values().stream().anyMatch(value -> map.remove(value) != null && value > KEYS);
  }

  static void setLoop(Set<Integer> set) {
    for (Integer element : set) {
      set.remove(element);
    }
  }

  static void linkedSetLoop(Set<Integer> set) {
    for (Integer element : set) {
      set.remove(element);
    }
  }

  static void sortedSetLoop(Set<Integer> set) {
    for (Integer element : set) {
      set.remove(element);
    }
  }

  static void nestedLoop(Map<Integer, Integer> map) {
    for (Integer outer : map.keySet()) {
      Iterator<Integer> inner = map.keySet().iterator();
      while (inner.hasNext()) {
        if (inner.next() > outer) {
          inner.remove();
        }
      }
    }
  }

  static void twoIterators(Map<Integer, Integer> map) {
    Iterator<Integer> first = map.keySet().iterator();
    Iterator<Integer> second = map.keySet().iterator();
    first.next();
    first.remove();
    second.next();
  }

  static void clearLoop(Map<Integer, Integer> map) {
    for (Integer key : map.keySet()) {
      if (key > 1) {
        map.clear();
      }
    }
    throw new ConcurrentModificationException("ended by luck");
  }

  static void otherThreadLoop(Map<Integer, Integer> map) throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch removed = new CountDownLatch(1);
    Thread other =
        new Thread(
            () -> {
              try {
                inside.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              removeElsewhere(map);
              removed.countDown();
            },
            "remover");
    other.start();
    for (Integer unused : map.keySet()) {
      inside.countDown();
      removed.await();
    }
  }

  private static void removeElsewhere(Map<Integer, Integer> map) {
    map.remove(7);
  }

  static void putLoop(Map<Integer, Integer> map) {
    for (Integer key : map.keySet()) {
      map.put(key + 1_000, key);
    }
  }

  static void luckyLoop(Map<Integer, Integer> map) {
    for (Integer key : map.keySet()) {
      if (key == KEYS - 1) {
        map.remove(key);
      }
    }
  }

  /** Until one of the loops has ended early and without an exception. */
  static void skippingLoop() {
    for (int attempt = 0; attempt < 1_000_000; attempt++) {
      Map<Object, Integer> map = new IdentityHashMap<>(4);
      for (int i = 0; i < 4; i++) {
        map.put(new Object(), i);
      }
      int visited = 0;
      try {
        for (Object key : map.keySet()) {
          visited++;
          if (visited == 3) {
            map.remove(key);
          }
        }
      } catch (ConcurrentModificationException usual) {
        continue;
      }
      if (visited == 3) {
        System.out.println("skipped one of " + map.size());
        return;
      }
    }
    throw new IllegalStateException("never skipped");
  }

  static void enumerationLoop(Hashtable<Integer, Integer> table) {
    for (var keys = table.keys(); keys.hasMoreElements(); ) {
      table.remove(keys.nextElement());
    }
  }
}
