package dev.tombstone.agent.programs.races;

import dev.tombstone.agent.programs.Together;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Maps that two threads change without a lock, one kind after another, round and round. */
public final class BrokenMaps {
  private static final long MILLIS_PER_KIND = 200;
  private static final int KEYS = 64;

  private final Map<Integer, Integer> plain = new HashMap<>();
  private final Set<Integer> set = new HashSet<>();
  private final Map<String, String> recent = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Integer, Integer> iterated = new HashMap<>();
  private final Map<Integer, Integer> sorted = new TreeMap<>();
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  private BrokenMaps() {
    for (int i = 0; i < KEYS; i++) {
      recent.put("page " + i, "text");
    }
  }

  /**
   * Runs for a while.
   *
   * @param arguments a file to wait for before the start, and for how many milliseconds to run
   */
  public static void main(String[] arguments) throws InterruptedException {
    Together.awaitFile(arguments[0]);
    long end = System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000;
    while (System.nanoTime() < end) {
      // New ones each time: a corrupted map may never let a thread go.
      BrokenMaps maps = new BrokenMaps();
      twice(maps::putAndRemove);
      twice(maps::addAndRemove);
      twice(maps::getUnderReadLock);
      twice(maps::putAndRemoveByIterator);
      twice(maps::putAndRemoveSorted);
    }
    Runtime.getRuntime().halt(0);
  }

  private static void twice(Runnable body) throws InterruptedException {
    long end = System.nanoTime() + MILLIS_PER_KIND * 1_000_000;
    Thread[] threads = new Thread[2];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(() -> until(end, body));
      threads[i].setDaemon(true);
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join(2 * MILLIS_PER_KIND);
    }
  }

  private static void until(long end, Runnable body) {
    while (System.nanoTime() < end) {
      try {
        body.run();
      } catch (RuntimeException corrupted) {
        // As it comes to be in such a map.
      }
    }
  }

  private void putAndRemove() {
    for (int i = 0; i < KEYS; i++) {
      plain.put(i, i);
      plain.remove(i);
    }
  }

  private void addAndRemove() {
    for (int i = 0; i < KEYS; i++) {
      set.add(i);
      set.remove(i);
    }
  }

  private void getUnderReadLock() {
    for (int i = 0; i < KEYS; i++) {
      lock.readLock().lock();
      try {
        recent.get("page " + i);
      } finally {
        lock.readLock().unlock();
      }
    }
  }

  private void putAndRemoveByIterator() {
    for (int i = 0; i < KEYS; i++) {
      iterated.put(i, i);
      Iterator<Integer> keys = iterated.keySet().iterator();
      keys.next();
      keys.remove();
    }
  }

  private void putAndRemoveSorted() {
    for (int i = 0; i < KEYS; i++) {
      sorted.put(i, i);
      sorted.remove(i);
    }
  }
}
