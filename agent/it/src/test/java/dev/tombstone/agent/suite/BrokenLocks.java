package dev.tombstone.agent.suite;

import static dev.tombstone.agent.suite.BrokenOperations.putAndRemove;
import static dev.tombstone.agent.suite.Program.twice;

import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** There is a lock, and it does not help. */
final class BrokenLocks {
  private BrokenLocks() {}

  static List<Program> programs() {
    return List.of(
        Program.of("two locks for one map", BrokenLocks::twoLocks),
        Program.of("only one side locks", BrokenLocks::oneSide),
        Program.of("put under the read lock", () -> underReadLock(new HashMap<>())),
        Program.of(
            "get under the read lock, in order of access",
            () -> twice(underReadLock(BrokenOperations.reader(BrokenOperations.recent())))),
        Program.onVirtualThreads(
            "virtual threads under the read lock", () -> underReadLock(new TreeMap<>())),
        Program.onVirtualThreads("virtual threads without a lock", BrokenLocks::noLock),
        Program.of("a lock object for each call", BrokenLocks::freshLock),
        Program.of("a lock for each thread", BrokenLocks::ownLock),
        Program.of("a lock for each key", BrokenLocks::lockForEachKey),
        Program.of("unlocked before the change", BrokenLocks::unlockedEarly),
        Program.of("the answer of tryLock not looked at", BrokenLocks::tryLock),
        Program.of("synchronizedMap gone round", BrokenLocks::goneRound),
        Program.of("iterator of a synchronizedMap", BrokenLocks::iteratorOutside),
        Program.of("a semaphore of two", BrokenLocks::semaphoreOfTwo),
        Program.of("a flag as a lock", BrokenLocks::flag),
        Program.of("removal in an optimistic read", BrokenLocks::optimistic),
        Program.of(
            "synchronized in a subclass on itself, and on the map", BrokenLocks::twoMonitors));
  }

  private static List<Program.Body> noLock() {
    Map<String, Integer> map = new HashMap<>();
    return twice(() -> putAndRemove(map));
  }

  private static List<Program.Body> twoLocks() {
    Map<String, Integer> map = new HashMap<>();
    Lock one = new ReentrantLock();
    Lock two = new ReentrantLock();
    return List.of(
        () -> locked(one, () -> putAndRemove(map)), () -> locked(two, () -> putAndRemove(map)));
  }

  private static List<Program.Body> oneSide() {
    Map<String, Integer> map = new HashMap<>();
    return List.of(
        () -> {
          synchronized (map) {
            putAndRemove(map);
          }
        },
        () -> map.remove("key 7"));
  }

  private static List<Program.Body> underReadLock(Map<String, Integer> map) {
    return twice(underReadLock(() -> putAndRemove(map)));
  }

  private static Program.Body underReadLock(Program.Body body) {
    Lock lock = SHARED.readLock();
    return () -> locked(lock, body);
  }

  /** A read lock lets all in, whichever program they are of. */
  private static final ReentrantReadWriteLock SHARED = new ReentrantReadWriteLock();

  private static List<Program.Body> freshLock() {
    Map<String, Integer> map = new TreeMap<>();
    return twice(
        () -> {
          synchronized (new Object()) {
            putAndRemove(map);
          }
        });
  }

  private static List<Program.Body> ownLock() {
    Map<String, Integer> map = new HashMap<>();
    ThreadLocal<Lock> locks = ThreadLocal.withInitial(ReentrantLock::new);
    return twice(() -> locked(locks.get(), () -> putAndRemove(map)));
  }

  private static List<Program.Body> lockForEachKey() {
    Map<String, Integer> map = new HashMap<>();
    Object[] locks = new Object[16];
    for (int i = 0; i < locks.length; i++) {
      locks[i] = new Object();
    }
    return List.of(() -> byKey(map, locks, 0), () -> byKey(map, locks, 1));
  }

  private static void byKey(Map<String, Integer> map, Object[] locks, int first) {
    for (int i = first; i < 64; i += 2) {
      String key = "key " + i;
      synchronized (locks[i % locks.length]) {
        map.put(key, i);
        map.remove(key);
      }
    }
  }

  private static List<Program.Body> unlockedEarly() {
    Map<String, Integer> map = new HashMap<>();
    Lock lock = new ReentrantLock();
    return twice(
        () -> {
          boolean[] there = new boolean[1];
          for (int i = 0; i < 64; i++) {
            String key = "key " + i;
            locked(lock, () -> there[0] = map.containsKey(key));
            if (there[0]) {
              map.remove(key);
            } else {
              map.put(key, i);
            }
          }
        });
  }

  private static List<Program.Body> tryLock() {
    Map<String, Integer> map = new HashMap<>();
    ReentrantLock lock = new ReentrantLock();
    return twice(
        () -> {
          boolean mine = lock.tryLock();
          putAndRemove(map);
          if (mine) {
            lock.unlock();
          }
        });
  }

  private static List<Program.Body> goneRound() {
    Map<String, Integer> inside = new HashMap<>();
    Map<String, Integer> map = Collections.synchronizedMap(inside);
    return List.of(() -> putAndRemove(map), () -> putAndRemove(inside));
  }

  private static List<Program.Body> iteratorOutside() {
    Map<String, Integer> map = Collections.synchronizedMap(new HashMap<>());
    return List.of(
        () -> putAndRemove(map),
        () -> {
          map.put("mine", 1);
          for (Iterator<String> keys = map.keySet().iterator(); keys.hasNext(); ) {
            keys.next();
            keys.remove();
          }
        });
  }

  private static List<Program.Body> semaphoreOfTwo() {
    Map<String, Integer> map = new HashMap<>();
    Semaphore permits = new Semaphore(2);
    return twice(
        () -> {
          permits.acquire();
          putAndRemove(map);
          permits.release();
        });
  }

  /** Looks, and then takes: two may have looked. */
  private static List<Program.Body> flag() {
    Map<String, Integer> map = new HashMap<>();
    AtomicBoolean taken = new AtomicBoolean();
    return twice(
        () -> {
          if (!taken.get()) {
            taken.set(true);
            putAndRemove(map);
            taken.set(false);
          }
        });
  }

  private static List<Program.Body> optimistic() {
    Map<String, Integer> map = new HashMap<>();
    StampedLock lock = new StampedLock();
    return List.of(
        () -> {
          long stamp = lock.tryOptimisticRead();
          map.remove("key 3");
          lock.validate(stamp);
        },
        () -> locked(lock.asWriteLock(), () -> putAndRemove(map)));
  }

  /** Its own methods lock the registry; whoever has the map locks the map. */
  private static List<Program.Body> twoMonitors() {
    Map<String, Integer> map = new TreeMap<>();
    Object registry = new Object();
    return List.of(
        () -> {
          synchronized (registry) {
            putAndRemove(map);
          }
        },
        () -> {
          synchronized (map) {
            putAndRemove(map);
          }
        });
  }

  static void locked(Lock lock, Program.Body body) throws Exception {
    lock.lock();
    try {
      body.run();
    } finally {
      lock.unlock();
    }
  }
}
