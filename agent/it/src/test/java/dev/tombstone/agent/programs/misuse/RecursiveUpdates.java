package dev.tombstone.agent.programs.misuse;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Removals inside a map's own compute: those that the map refuses, and such as it does not. */
public final class RecursiveUpdates {
  private static final ConcurrentHashMap<String, CompletableFuture<String>> PENDING =
      new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<String, Integer> COUNTS = new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<String, Integer> OTHER = new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<Object, Integer> ANYTHING = new ConcurrentHashMap<>();

  private RecursiveUpdates() {}

  /**
   * Runs for so long.
   *
   * @param arguments {@code broken} or {@code right}, and milliseconds
   */
  public static void main(String[] arguments) throws Exception {
    boolean broken = arguments[0].equals("broken");
    long end = System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000;
    for (int i = 0; System.nanoTime() < end; i++) {
      if (broken) {
        retrieve("slot" + i % 100);
        count("count" + i % 100);
        PENDING.clear();
      } else {
        removeElsewhere("key" + i % 100);
        removeLater("key" + i % 100);
        removePresent("key" + i % 100);
        failOnItsOwn();
      }
      Thread.sleep(1);
    }
  }

  /** The future is complete at once, and takes itself out of the map; nobody sees it fail. */
  private static void retrieve(String id) {
    PENDING.computeIfAbsent(id, RecursiveUpdates::request);
  }

  private static CompletableFuture<String> request(String id) {
    CompletableFuture<String> request = new CompletableFuture<>();
    request.complete("at once");
    CompletableFuture<String> unused = request.whenComplete((v, e) -> PENDING.remove(id));
    return request;
  }

  private static void count(String id) {
    try {
      COUNTS.compute(id, (key, value) -> COUNTS.remove(key, 1) ? 2 : 3);
    } catch (IllegalStateException refused) {
      COUNTS.clear();
    }
  }

  private static void removeElsewhere(String id) {
    OTHER.put(id, 1);
    COUNTS.compute(id, (key, value) -> OTHER.remove(key));
    COUNTS.remove(id);
  }

  private static void removeLater(String id) {
    COUNTS.computeIfAbsent(id, key -> 1);
    COUNTS.remove(id);
  }

  private static void removePresent(String id) {
    COUNTS.put(id, 1);
    COUNTS.forEach(1, (key, value) -> COUNTS.remove(key, value));
  }

  /** What the application throws itself. */
  private static void failOnItsOwn() {
    try {
      ANYTHING.remove(new Closed());
    } catch (IllegalStateException closed) {
      // So it does.
    }
  }

  /** A key that cannot be looked for. */
  private static final class Closed {
    @Override
    public int hashCode() {
      throw new IllegalStateException("closed");
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Closed;
    }
  }
}
