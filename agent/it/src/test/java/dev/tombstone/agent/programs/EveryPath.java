package dev.tombstone.agent.programs;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes every path into the agent's hook: all families, hits, misses, views, evictions, expunged
 * keys, broken loops, changed keys, resizes, two threads in one map, more threads than have a place
 * of their own. Writes the native ids of the threads that did it, one a line, after {@code thread}.
 */
public final class EveryPath {
  private static final int ROUNDS = 40;

  /** More than get a place of their own. */
  private static final int MANY_THREADS = 1_100;

  private enum Letter {
    A,
    B
  }

  /** A key that changes while it is in a map. */
  private static final class Changing {
    int hash = 1;

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }
  }

  private static final class Lru extends LinkedHashMap<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Integer, Integer> eldest) {
      return size() > 2;
    }
  }

  private EveryPath() {}

  /** Runs once a line comes in. */
  public static void main(String[] arguments) throws Exception {
    System.out.println("ready: ");
    if (System.in.read() < 0) {
      return;
    }
    Thread thread = new Thread(EveryPath::everything, "application");
    thread.start();
    thread.join();
    Thread virtual = virtual(EveryPath::everything);
    if (virtual != null) {
      virtual.join();
    }
    twoThreads();
    manyThreads();
    System.out.println("done");
  }

  private static void everything() {
    Together.sayThread();
    for (int round = 0; round < ROUNDS; round++) {
      family(new HashMap<>());
      family(new LinkedHashMap<>());
      family(new TreeMap<>());
      family(new WeakHashMap<>());
      family(new IdentityHashMap<>());
      family(new Hashtable<>());
      family(new ConcurrentHashMap<>());
      family(new ConcurrentSkipListMap<>());
      family(
          new HashMap<>() {
            private static final long serialVersionUID = 1L;
          });
      sorted(new TreeMap<>());
      sorted(new ConcurrentSkipListMap<>());
      others();
      mistakes();
      failures();
    }
    Together.sayThread();
  }

  private static void family(Map<Integer, Integer> map) {
    fill(map);
    map.remove(1);
    map.remove(77);
    map.remove(2, 2);
    map.remove(2, 7);
    map.keySet().remove(3);
    map.keySet().remove(77);
    map.values().remove(4);
    map.entrySet().remove(Map.entry(5, 5));
    map.entrySet().remove(Map.entry(5, 6));
    Iterator<Integer> iterator = map.keySet().iterator();
    iterator.next();
    iterator.remove();
    fill(map);
    map.compute(1, (key, value) -> null);
    map.computeIfPresent(2, (key, value) -> null);
    map.merge(3, 3, (one, other) -> null);
    map.keySet().removeIf(key -> key == 6);
    map.values().removeIf(value -> value == 7);
    map.entrySet().removeIf(entry -> entry.getKey() == 8);
    map.keySet().removeAll(List.of(9, 10));
    map.keySet().retainAll(List.of(11, 12));
    map.keySet().clear();
    fill(map);
    map.clear();
  }

  private static void fill(Map<Integer, Integer> map) {
    for (int i = 0; i < 40; i++) {
      map.put(i, i);
    }
  }

  private static void sorted(NavigableMap<Integer, Integer> map) {
    fill(map);
    map.pollFirstEntry();
    map.pollLastEntry();
    map.subMap(5, 9).remove(6);
    map.subMap(5, 9).remove(30);
    map.descendingMap().remove(7);
    map.headMap(12, false).pollFirstEntry();
    map.tailMap(20).clear();
    Iterator<Integer> iterator = map.descendingKeySet().iterator();
    iterator.next();
    iterator.remove();
  }

  private static void others() {
    EnumMap<Letter, Integer> letters = new EnumMap<>(Letter.class);
    letters.put(Letter.A, 1);
    letters.remove(Letter.A);
    letters.remove(Letter.B);
    Lru lru = new Lru();
    fill(lru);
    Properties properties = new Properties();
    properties.setProperty("a", "b");
    properties.setProperty("c", "d");
    properties.remove("a");
    properties.keySet().remove("c");
    WeakHashMap<Object, Integer> weak = new WeakHashMap<>();
    for (int i = 0; i < 10; i++) {
      weak.put(new Object(), i);
    }
    System.gc();
    weak.remove(1);
  }

  private static void mistakes() {
    Map<Object, Integer> map = new HashMap<>();
    for (long i = 0; i < 20; i++) {
      map.put(i, 1);
    }
    for (int i = 0; i < 20; i++) {
      map.remove(i);
    }
    Changing key = new Changing();
    map.put(key, 1);
    key.hash = 2;
    map.remove(key);
    try {
      for (Object each : map.keySet()) {
        map.remove(each);
      }
    } catch (ConcurrentModificationException expected) {
      map.clear();
    }
  }

  /** Removals that end in an exception. */
  private static void failures() {
    ConcurrentHashMap<Object, Integer> map = new ConcurrentHashMap<>();
    fails(() -> map.compute(1, (key, value) -> map.remove(key)));
    fails(() -> map.remove(new Changing(), null));
    fails(() -> map.values().iterator().remove());
    Map<Object, Integer> one = Map.of(1, 1);
    fails(() -> new TreeMap<>(one).remove("text"));
    fails(() -> new TreeMap<>(one).headMap(5).remove("text"));
    fails(() -> new HashMap<>(one).keySet().iterator().remove());
    fails(() -> new HashMap<>(one).merge(1, 1, (old, added) -> 1 / (old - added)));
    fails(() -> new WeakHashMap<>(one).merge(1, 1, (old, added) -> 1 / (old - added)));
    fails(() -> new ConcurrentSkipListMap<>(one).remove("text"));
    fails(() -> new Hashtable<>(one).remove(1, null));
  }

  private static void fails(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException expected) {
      // So it does, or is refused in another way.
    }
  }

  private static void twoThreads() throws InterruptedException {
    Map<Integer, Integer> shared = new HashMap<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Thread thread =
          new Thread(
              () -> {
                Together.sayThread();
                for (int n = 0; n < 300_000; n++) {
                  try {
                    shared.put(n & 1_023, n);
                    shared.remove((n * 7) & 1_023);
                  } catch (RuntimeException broken) {
                    shared.clear();
                  }
                }
              },
              "application-" + i);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void manyThreads() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    Object gate = new Object();
    synchronized (gate) {
      for (int i = 0; i < MANY_THREADS; i++) {
        Thread thread =
            new Thread(
                null,
                () -> {
                  family(new HashMap<>());
                  synchronized (gate) {
                    family(new TreeMap<>());
                  }
                },
                "many-" + i,
                256 * 1024);
        thread.start();
        threads.add(thread);
      }
      Thread last = new Thread(EveryPath::everything, "last");
      last.start();
      last.join();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static @Nullable Thread virtual(Runnable task) throws ReflectiveOperationException {
    try {
      Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
      return (Thread) start.invoke(null, task);
    } catch (NoSuchMethodException beforeJdk21) {
      return null;
    }
  }
}
