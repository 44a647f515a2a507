package dev.tombstone.agent.suite;

import static dev.tombstone.agent.suite.BrokenOperations.putAndRemove;
import static dev.tombstone.agent.suite.Program.twice;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The map goes from thread to thread, and one of them does not let go. */
final class BrokenHandOvers {
  private static final ExecutorService TWO =
      Executors.newFixedThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "pool of two");
            thread.setDaemon(true);
            return thread;
          });

  private static final class Holder {
    volatile Map<String, Integer> map = new HashMap<>();
  }

  private BrokenHandOvers() {}

  static List<Program> programs() {
    return List.of(
        Program.of("a volatile field holds the map", BrokenHandOvers::volatileField),
        Program.of("HashMaps in a ConcurrentHashMap", BrokenHandOvers::innerMaps),
        Program.of("HashSets by computeIfAbsent", BrokenHandOvers::innerSets),
        Program.of("used on after it was put into a queue", BrokenHandOvers::queue),
        Program.of("used on after Thread.start", BrokenHandOvers::startWithoutJoin),
        Program.of("two actions on one future", BrokenHandOvers::futures),
        Program.of("forEach of a parallel stream", BrokenHandOvers::parallelStream),
        Program.of("inherited by the children of a thread", BrokenHandOvers::inherited),
        Program.of("a pool of two taken for one of one", BrokenHandOvers::pool),
        Program.of("a timer and a caller", BrokenHandOvers::timer),
        Program.of("10,000 operations a second, a HashMap", () -> paced(new HashMap<>())),
        Program.of("10,000 operations a second, a TreeMap", () -> paced(new TreeMap<>())));
  }

  private static List<Program.Body> volatileField() {
    Holder holder = new Holder();
    return twice(() -> putAndRemove(holder.map));
  }

  private static List<Program.Body> innerMaps() {
    Map<String, Map<String, Integer>> byShop = new ConcurrentHashMap<>();
    byShop.put("here", new HashMap<>());
    return twice(() -> putAndRemove(byShop.getOrDefault("here", Map.of())));
  }

  private static List<Program.Body> innerSets() {
    Map<String, Set<Integer>> listeners = new ConcurrentHashMap<>();
    return twice(
        () -> {
          for (int i = 0; i < 64; i++) {
            listeners.computeIfAbsent("topic", topic -> new HashSet<>()).add(i);
            listeners.computeIfAbsent("topic", topic -> new HashSet<>()).remove(i);
          }
        });
  }

  private static List<Program.Body> queue() {
    BlockingQueue<Map<String, Integer>> queue = new ArrayBlockingQueue<>(1);
    return List.of(
        () -> {
          Map<String, Integer> map = new HashMap<>();
          if (queue.offer(map, 50, TimeUnit.MILLISECONDS)) {
            for (int i = 0; i < 20; i++) {
              putAndRemove(map);
            }
          }
        },
        () -> {
          Map<String, Integer> map = queue.poll(50, TimeUnit.MILLISECONDS);
          for (int i = 0; i < 20 && map != null; i++) {
            putAndRemove(map);
          }
        });
  }

  private static List<Program.Body> startWithoutJoin() {
    return List.of(
        () -> {
          Map<String, Integer> map = new HashMap<>();
          withChild(map, new Thread(() -> often(map)));
        });
  }

  /** Both use the map for as long as the child lives. */
  private static void withChild(Map<String, Integer> map, Thread child) {
    child.setDaemon(true);
    child.start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    while (child.isAlive() && System.nanoTime() < end) {
      putAndRemove(map);
    }
  }

  private static List<Program.Body> futures() {
    return List.of(
        () -> {
          Map<String, Integer> map = new HashMap<>();
          CompletableFuture<Map<String, Integer>> loaded = new CompletableFuture<>();
          CompletableFuture<Void> one = loaded.thenAcceptAsync(BrokenHandOvers::often, TWO);
          CompletableFuture<Void> two = loaded.thenAcceptAsync(BrokenHandOvers::often, TWO);
          loaded.complete(map);
          CompletableFuture.allOf(one, two).get(1, TimeUnit.SECONDS);
        });
  }

  private static void often(Map<String, Integer> map) {
    for (int i = 0; i < 1_000; i++) {
      putAndRemove(map);
    }
  }

  private static List<Program.Body> parallelStream() {
    return List.of(
        () -> {
          Map<Integer, Integer> squares = new HashMap<>();
          IntStream.range(0, 20_000).parallel().forEach(i -> squares.put(i, i * i));
        });
  }

  @SuppressWarnings("ThreadLocalUsage")
  private static List<Program.Body> inherited() {
    return List.of(
        () -> {
          InheritableThreadLocal<Map<String, Integer>> context = new InheritableThreadLocal<>();
          context.set(new HashMap<>());
          withChild(context.get(), new Thread(() -> often(context.get())));
        });
  }

  private static List<Program.Body> pool() {
    return List.of(
        () -> {
          Map<String, Integer> map = new TreeMap<>();
          Future<?> one = TWO.submit(() -> often(map));
          Future<?> two = TWO.submit(() -> often(map));
          one.get(1, TimeUnit.SECONDS);
          two.get(1, TimeUnit.SECONDS);
        });
  }

  /** One changes it now and then, the other all the time. */
  private static List<Program.Body> timer() {
    Map<String, Integer> sessions = new HashMap<>();
    return List.of(
        () -> {
          for (int i = 0; i < 64; i++) {
            sessions.put("key " + i, i);
            spinUntil(System.nanoTime() + 2_000);
            sessions.remove("key " + (i + 32) % 64);
          }
        },
        () -> {
          TimeUnit.MILLISECONDS.sleep(1);
          sessions.keySet().removeIf(key -> key.endsWith("7"));
        });
  }

  /** Each of two threads puts or removes every 200 µs on the average, at random moments. */
  private static List<Program.Body> paced(Map<String, Integer> map) {
    return twice(
        () -> {
          long next = System.nanoTime();
          for (int i = 0; i < 64; i++) {
            String key = "key " + i / 2;
            if (i % 2 == 0) {
              map.put(key, i);
            } else {
              map.remove(key);
            }
            next += ThreadLocalRandom.current().nextInt(400_000);
            spinUntil(next);
          }
        });
  }

  private static void spinUntil(long nanoTime) {
    while (System.nanoTime() < nanoTime) {
      Thread.onSpinWait();
    }
  }
}
