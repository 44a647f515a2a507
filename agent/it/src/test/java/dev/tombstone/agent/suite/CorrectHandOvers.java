package dev.tombstone.agent.suite;

import static dev.tombstone.agent.suite.BrokenOperations.putAndRemove;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The map goes from thread to thread without a lock, and who gives it away lets go of it. */
final class CorrectHandOvers {
  private static final long PATIENCE_MILLIS = 20;

  private static final class Turn {
    volatile int number;
  }

  private static final class Published {
    volatile Map<String, Integer> map = Map.of();
  }

  private CorrectHandOvers() {}

  static List<Program> programs() {
    return List.of(
        Program.of("by a queue", CorrectHandOvers::queue),
        Program.of("by a lock-free queue", CorrectHandOvers::lockFreeQueue),
        Program.of("by getAndSet of a reference", CorrectHandOvers::ownedReference),
        Program.of("turns by a volatile number", CorrectHandOvers::turns),
        Program.of("turns by two semaphores", CorrectHandOvers::semaphores),
        Program.of("turns by wait and notify", CorrectHandOvers::waitAndNotify),
        Program.of("turns by a condition", CorrectHandOvers::condition),
        Program.of("turns by park and unpark", CorrectHandOvers::parked),
        Program.of("replaced as a whole, never changed once seen", CorrectHandOvers::replaced));
  }

  private static List<Program.Body> queue() {
    BlockingQueue<Map<String, Integer>> queue = new ArrayBlockingQueue<>(2);
    queue.add(new HashMap<>());
    Program.Body body =
        () -> {
          Map<String, Integer> map = queue.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
          if (map != null) {
            putAndRemove(map);
            queue.add(map);
          }
        };
    return List.of(body, body, body);
  }

  private static List<Program.Body> lockFreeQueue() {
    ConcurrentLinkedQueue<Map<String, Integer>> queue = new ConcurrentLinkedQueue<>();
    queue.add(new TreeMap<>());
    return Program.twice(
        () -> {
          Map<String, Integer> map = queue.poll();
          if (map != null) {
            map.put("key", 1);
            map.remove("key");
            queue.add(map);
          }
        });
  }

  private static List<Program.Body> ownedReference() {
    AtomicReference<@Nullable Map<String, Integer>> free = new AtomicReference<>(new HashMap<>());
    return Program.twice(
        () -> {
          Map<String, Integer> mine = free.getAndSet(null);
          if (mine != null) {
            mine.put("key", 1);
            mine.remove("key");
            free.set(mine);
          }
        });
  }

  private static List<Program.Body> turns() {
    Map<String, Integer> map = new HashMap<>();
    Turn turn = new Turn();
    return List.of(
        () -> onTurn(map, turn, 0), () -> onTurn(map, turn, 1), () -> onTurn(map, turn, 2));
  }

  private static void onTurn(Map<String, Integer> map, Turn turn, int mine) {
    if (turn.number == mine) {
      map.put("key " + mine, mine);
      map.remove("key " + (mine + 1) % 3);
      turn.number = (mine + 1) % 3;
    } else {
      Thread.yield();
    }
  }

  private static List<Program.Body> semaphores() {
    Map<String, Integer> map = new TreeMap<>();
    Semaphore one = new Semaphore(1);
    Semaphore two = new Semaphore(0);
    return List.of(() -> pass(map, one, two), () -> pass(map, two, one));
  }

  private static void pass(Map<String, Integer> map, Semaphore from, Semaphore to)
      throws InterruptedException {
    if (from.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
      putAndRemove(map);
      to.release();
    }
  }

  private static List<Program.Body> waitAndNotify() {
    Map<String, Integer> map = new HashMap<>();
    int[] turn = new int[1];
    Object monitor = new Object();
    return List.of(() -> notified(map, monitor, turn, 0), () -> notified(map, monitor, turn, 1));
  }

  /** The map is used outside the monitor, by the one whose turn it is. */
  @SuppressWarnings("WaitNotInLoop")
  private static void notified(Map<String, Integer> map, Object monitor, int[] turn, int mine)
      throws InterruptedException {
    synchronized (monitor) {
      if (turn[0] != mine) {
        monitor.wait(PATIENCE_MILLIS);
      }
      if (turn[0] != mine) {
        return;
      }
    }
    putAndRemove(map);
    synchronized (monitor) {
      turn[0] = 1 - mine;
      monitor.notifyAll();
    }
  }

  private static List<Program.Body> condition() {
    Map<String, Integer> map = new HashMap<>();
    int[] turn = new int[1];
    ReentrantLock lock = new ReentrantLock();
    Condition changed = lock.newCondition();
    return List.of(
        () -> signalled(map, lock, changed, turn, 0), () -> signalled(map, lock, changed, turn, 1));
  }

  @SuppressWarnings("WaitNotInLoop")
  private static void signalled(
      Map<String, Integer> map, ReentrantLock lock, Condition changed, int[] turn, int mine)
      throws InterruptedException {
    lock.lock();
    try {
      if (turn[0] != mine && !changed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
      if (turn[0] == mine) {
        putAndRemove(map);
        turn[0] = 1 - mine;
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private static List<Program.Body> parked() {
    Map<String, Integer> map = new HashMap<>();
    Turn turn = new Turn();
    AtomicReference<@Nullable Thread> waiting = new AtomicReference<>();
    return List.of(() -> unparked(map, turn, waiting, 0), () -> unparked(map, turn, waiting, 1));
  }

  private static void unparked(
      Map<String, Integer> map, Turn turn, AtomicReference<@Nullable Thread> waiting, int mine) {
    if (turn.number != mine) {
      waiting.set(Thread.currentThread());
      if (turn.number != mine) {
        LockSupport.parkNanos(PATIENCE_MILLIS * 1_000_000);
      }
      return;
    }
    putAndRemove(map);
    turn.number = 1 - mine;
    LockSupport.unpark(waiting.getAndSet(null));
  }

  /** One fills a new map and shows it; the others only read what they are shown. */
  private static List<Program.Body> replaced() {
    Published published = new Published();
    return List.of(
        () -> {
          Map<String, Integer> fresh = new HashMap<>(published.map);
          fresh.put("key " + fresh.size(), 1);
          if (fresh.size() > 50) {
            fresh.clear();
          }
          published.map = fresh;
        },
        () -> published.map.get("key 1"));
  }
}
