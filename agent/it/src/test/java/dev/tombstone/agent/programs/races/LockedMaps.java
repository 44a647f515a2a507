package dev.tombstone.agent.programs.races;

import dev.tombstone.agent.programs.Together;
import java.lang.reflect.Method;
import java.util.ArrayList;
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
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Maps with a lock around every use, or that need none. */
final class LockedMaps {
  private static final long MILLIS = 150;
  private static final int KEYS = 16;

  private LockedMaps() {}

  static void runAll() throws Exception {
    synchronizedMap();
    ownLockObject();
    readWriteLock();
    readersOfWeakKeys();
    spinLock();
    semaphore();
    stampedLock();
    concurrentMaps();
    virtualThreads();
  }

  private static void synchronizedMap() throws Exception {
    Map<Integer, Integer> map = Collections.synchronizedMap(new HashMap<>());
    Together.Body body =
        () -> {
          putAndRemove(map);
          synchronized (map) {
            Iterator<Integer> keys = map.keySet().iterator();
            if (keys.hasNext()) {
              keys.next();
              keys.remove();
            }
          }
          map.merge(1, 1, Integer::sum);
          map.clear();
        };
    Together.repeat(MILLIS, body, body);
  }

  private static void ownLockObject() throws Exception {
    Object lock = new Object();
    Map<String, String> recent = new LinkedHashMap<>(16, 0.75f, true);
    Map<Integer, Integer> sorted = new TreeMap<>();
    Map<Object, Integer> identities = new IdentityHashMap<>();
    Map<TimeUnit, Integer> units = new EnumMap<>(TimeUnit.class);
    Set<Integer> set = new HashSet<>();
    Together.Body body =
        () -> {
          synchronized (lock) {
            recent.put("a", "b");
            recent.put("c", "d");
            recent.get("a");
            putAndRemove(sorted);
          }
          for (TimeUnit unit : TimeUnit.values()) {
            synchronized (lock) {
              units.put(unit, 1);
            }
            synchronized (lock) {
              units.remove(unit);
              identities.put(unit, 1);
            }
          }
          synchronized (lock) {
            identities.clear();
            set.add(1);
            set.remove(1);
          }
        };
    Together.repeat(MILLIS, body, body, body);
  }

  private static void readWriteLock() throws Exception {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    Map<Integer, Integer> map = new HashMap<>();
    Together.Body reader =
        () -> {
          lock.readLock().lock();
          try {
            map.get(1);
          } finally {
            lock.readLock().unlock();
          }
        };
    Together.Body writer = () -> locked(lock.writeLock(), () -> putAndRemove(map));
    Together.repeat(MILLIS, reader, writer, writer);
  }

  private static void readersOfWeakKeys() throws Exception {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    Map<Object, Integer> map = new WeakHashMap<>();
    Together.Body reader =
        () -> {
          lock.readLock().lock();
          try {
            map.get("absent");
          } finally {
            lock.readLock().unlock();
          }
        };
    Together.Body writer =
        () -> {
          for (int i = 0; i < 1_000; i++) {
            locked(lock.writeLock(), () -> map.put(new Object(), 1));
          }
          System.gc();
        };
    Together.repeat(MILLIS, reader, reader, writer);
  }

  private static void spinLock() throws Exception {
    AtomicBoolean taken = new AtomicBoolean();
    Map<Integer, Integer> map = new HashMap<>();
    Together.Body body =
        () -> {
          while (!taken.compareAndSet(false, true)) {
            Thread.onSpinWait();
          }
          putAndRemove(map);
          taken.setRelease(false);
        };
    Together.repeat(MILLIS, body, body);
  }

  private static void semaphore() throws Exception {
    Semaphore permit = new Semaphore(1);
    Map<Integer, Integer> map = new TreeMap<>();
    Together.Body body =
        () -> {
          permit.acquire();
          putAndRemove(map);
          permit.release();
        };
    Together.repeat(MILLIS, body, body);
  }

  private static void stampedLock() throws Exception {
    StampedLock lock = new StampedLock();
    Map<Integer, Integer> map = new HashMap<>();
    Together.Body body = () -> locked(lock.asWriteLock(), () -> putAndRemove(map));
    Together.repeat(MILLIS, body, body);
  }

  private static void concurrentMaps() throws Exception {
    Map<Integer, Integer> hashed = new ConcurrentHashMap<>();
    Map<Integer, Integer> sorted = new ConcurrentSkipListMap<>();
    Together.Body body =
        () -> {
          putAndRemove(hashed);
          putAndRemove(sorted);
          hashed.clear();
        };
    Together.repeat(MILLIS, body, body);
  }

  /** Where there are such threads. */
  private static void virtualThreads() throws Exception {
    Method method;
    try {
      method = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
    } catch (NoSuchMethodException olderThan21) {
      return;
    }
    ExecutorService executor = (ExecutorService) method.invoke(null);
    ReentrantLock lock = new ReentrantLock();
    Map<Integer, Integer> map = new HashMap<>();
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      all.add(executor.submit(() -> locked(lock, () -> putAndRemove(map))));
    }
    for (Future<?> one : all) {
      one.get();
    }
    executor.shutdown();
  }

  static void putAndRemove(Map<Integer, Integer> map) {
    for (int i = 0; i < KEYS; i++) {
      map.put(i, i);
    }
    for (int i = 0; i < KEYS; i++) {
      map.remove(i);
    }
  }

  private static void locked(Lock lock, Runnable body) {
    lock.lock();
    try {
      body.run();
    } finally {
      lock.unlock();
    }
  }
}
