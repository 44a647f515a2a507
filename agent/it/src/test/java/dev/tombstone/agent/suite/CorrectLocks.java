package dev.tombstone.agent.suite;

import static dev.tombstone.agent.suite.BrokenLocks.locked;
import static dev.tombstone.agent.suite.BrokenOperations.putAndRemove;
import static dev.tombstone.agent.suite.Program.twice;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A lock around every use. */
final class CorrectLocks {
  private CorrectLocks() {}

  static List<Program> programs() {
    return List.of(
        monitor("LinkedHashMap behind its monitor", new LinkedHashMap<>()),
        monitor("TreeMap behind its monitor", new TreeMap<>()),
        monitor("WeakHashMap behind its monitor", new WeakHashMap<>()),
        Program.of("IdentityHashMap behind its monitor", CorrectLocks::identities),
        Program.of("EnumMap behind its monitor", CorrectLocks::units),
        Program.of("TreeSet, synchronizedSortedSet", CorrectLocks::sortedSet),
        Program.of("HashSet, synchronizedSet with its iterator", CorrectLocks::iterated),
        Program.of("order of access, get under the write lock", CorrectLocks::writeLock),
        Program.of("a fair lock", () -> underLock(new HashMap<>(), new ReentrantLock(true))),
        Program.of("tryLock, and not without", CorrectLocks::tryLock),
        Program.of("a ticket lock", CorrectLocks::tickets),
        Program.of("Peterson's lock of two flags and a turn", CorrectLocks::peterson),
        Program.of("a lock for each of many maps", CorrectLocks::striped),
        Program.of("HashMaps changed inside compute", CorrectLocks::insideCompute),
        Program.of("hand over hand, two locks", CorrectLocks::handOverHand),
        Program.of("lock taken twice", CorrectLocks::reentrant),
        Program.onVirtualThreads(
            "virtual threads, a lock", () -> underLock(new TreeMap<>(), new ReentrantLock())),
        Program.onVirtualThreads("virtual threads, a monitor", CorrectLocks::manyWithMonitor));
  }

  private static Program monitor(String name, Map<String, Integer> map) {
    return Program.of(
        name,
        () ->
            twice(
                () -> {
                  synchronized (map) {
                    putAndRemove(map);
                  }
                }));
  }

  private static List<Program.Body> identities() {
    Map<Object, Integer> map = new IdentityHashMap<>();
    return twice(
        () -> {
          Object key = new Object();
          for (int i = 0; i < 16; i++) {
            synchronized (map) {
              map.put(key, i);
              map.keySet().removeIf(each -> each == key);
            }
          }
        });
  }

  private static List<Program.Body> units() {
    Map<TimeUnit, Integer> map = new EnumMap<>(TimeUnit.class);
    return twice(
        () -> {
          for (TimeUnit unit : TimeUnit.values()) {
            synchronized (map) {
              map.put(unit, 1);
            }
            synchronized (map) {
              map.entrySet().removeIf(entry -> entry.getValue() == 1);
            }
          }
        });
  }

  private static List<Program.Body> sortedSet() {
    Set<Integer> set = Collections.synchronizedSortedSet(new TreeSet<>());
    return twice(
        () -> {
          for (int i = 0; i < 16; i++) {
            set.add(i);
            set.remove(i);
          }
        });
  }

  private static List<Program.Body> iterated() {
    Set<Integer> set = Collections.synchronizedSet(new HashSet<>());
    return twice(
        () -> {
          for (int i = 0; i < 16; i++) {
            set.add(i);
          }
          synchronized (set) {
            for (Iterator<Integer> all = set.iterator(); all.hasNext(); ) {
              if (all.next() % 2 == 0) {
                all.remove();
              }
            }
          }
        });
  }

  private static List<Program.Body> writeLock() {
    Map<String, Integer> recent = BrokenOperations.recent();
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    Program.Body reader = BrokenOperations.reader(recent);
    return List.of(
        () -> locked(lock.writeLock(), reader),
        () -> locked(lock.writeLock(), () -> putAndRemove(recent)),
        () ->
            locked(
                lock.readLock(),
                () -> {
                  int unused = recent.size();
                }));
  }

  private static List<Program.Body> underLock(Map<String, Integer> map, Lock lock) {
    return List.of(
        () -> locked(lock, () -> putAndRemove(map)),
        () -> locked(lock, () -> putAndRemove(map)),
        () -> locked(lock, map::clear));
  }

  private static List<Program.Body> tryLock() {
    Map<String, Integer> map = new HashMap<>();
    ReentrantLock lock = new ReentrantLock();
    return twice(
        () -> {
          if (lock.tryLock()) {
            try {
              putAndRemove(map);
            } finally {
              lock.unlock();
            }
          }
        });
  }

  private static List<Program.Body> tickets() {
    Map<String, Integer> map = new HashMap<>();
    AtomicInteger next = new AtomicInteger();
    AtomicInteger served = new AtomicInteger();
    return twice(
        () -> {
          int mine = next.getAndIncrement();
          while (served.get() != mine) {
            Thread.yield();
          }
          map.put("key", mine);
          map.remove("key");
          served.set(mine + 1);
        });
  }

  private static List<Program.Body> peterson() {
    Map<String, Integer> map = new TreeMap<>();
    AtomicIntegerArray wants = new AtomicIntegerArray(2);
    AtomicInteger turn = new AtomicInteger();
    return List.of(() -> peterson(map, wants, turn, 0), () -> peterson(map, wants, turn, 1));
  }

  private static void peterson(
      Map<String, Integer> map, AtomicIntegerArray wants, AtomicInteger turn, int mine) {
    wants.set(mine, 1);
    turn.set(1 - mine);
    while (wants.get(1 - mine) == 1 && turn.get() == 1 - mine) {
      Thread.yield();
    }
    map.put("key", mine);
    map.remove("key");
    wants.set(mine, 0);
  }

  private static List<Program.Body> striped() {
    List<Map<String, Integer>> maps = List.of(new HashMap<>(), new TreeMap<>(), new HashMap<>());
    return twice(
        () -> {
          for (Map<String, Integer> map : maps) {
            synchronized (map) {
              putAndRemove(map);
            }
          }
        });
  }

  private static List<Program.Body> insideCompute() {
    ConcurrentHashMap<String, Map<String, Integer>> byShop = new ConcurrentHashMap<>();
    return twice(
        () ->
            byShop.compute(
                "here",
                (shop, map) -> {
                  Map<String, Integer> present = map == null ? new HashMap<>() : map;
                  putAndRemove(present);
                  return present;
                }));
  }

  /** The second lock is taken before the first is given back; the map is used under the second. */
  @SuppressWarnings("LockNotBeforeTry")
  private static List<Program.Body> handOverHand() {
    Map<String, Integer> map = new HashMap<>();
    Lock first = new ReentrantLock();
    Lock second = new ReentrantLock();
    return twice(
        () -> {
          first.lock();
          second.lock();
          first.unlock();
          putAndRemove(map);
          second.unlock();
        });
  }

  private static List<Program.Body> reentrant() {
    Map<String, Integer> map = new HashMap<>();
    Lock lock = new ReentrantLock();
    return twice(
        () ->
            locked(
                lock,
                () -> {
                  map.put("outer", 1);
                  locked(lock, () -> putAndRemove(map));
                  map.remove("outer");
                }));
  }

  private static List<Program.Body> manyWithMonitor() {
    Map<String, Integer> map = new LinkedHashMap<>();
    Program.Body body =
        () -> {
          synchronized (map) {
            putAndRemove(map);
          }
          Thread.yield();
        };
    return List.of(body, body, body, body);
  }
}
