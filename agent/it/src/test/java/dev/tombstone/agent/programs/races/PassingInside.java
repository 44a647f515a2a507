package dev.tombstone.agent.programs.races;

import dev.tombstone.agent.programs.Together;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Code of the application inside a map's operation passes the map to another thread and waits for
 * it. Two threads are inside at once, and are in order: nothing here may be called proven.
 */
public final class PassingInside {
  private static final int ROUNDS = 300;
  private static final ExecutorService OTHER =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "other");
            thread.setDaemon(true);
            return thread;
          });

  /** Evicts on another thread. */
  private static final class Cache extends LinkedHashMap<String, String> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
      if (size() > 4) {
        onOther(() -> remove(eldest.getKey()));
      }
      return false;
    }
  }

  /** Asked whether it equals another, has something done by another thread first. */
  private record Asking(int number, Runnable first) {
    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      onOther(first);
      return other instanceof Asking asking && asking.number == number;
    }
  }

  /** Its contents come later. */
  private static final class Later extends AbstractMap<String, String> {
    private final CompletableFuture<Map<String, String>> contents;

    Later(CompletableFuture<Map<String, String>> contents) {
      this.contents = contents;
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
      return contents.join().entrySet();
    }
  }

  private PassingInside() {}

  /**
   * Runs all and says so.
   *
   * @param arguments a file to wait for before the start
   */
  public static void main(String[] arguments) throws Exception {
    Together.awaitFile(arguments[0]);
    for (int i = 0; i < ROUNDS; i++) {
      evict();
      compute();
      ask();
      compare();
      addLater();
    }
    System.out.println("all styles done");
    if (arguments.length > 1) {
      Together.awaitFile(arguments[1]);
    }
  }

  private static void evict() {
    Cache cache = new Cache();
    for (int i = 0; i < 40; i++) {
      cache.put("key " + i, "value");
    }
  }

  private static void compute() {
    Map<String, String> map = grown(new HashMap<>(Map.of("a", "1", "b", "2")));
    map.computeIfAbsent(
        "c",
        key -> {
          onOther(() -> map.remove("absent"));
          return "3";
        });
  }

  private static void ask() {
    Map<Object, String> map = grown(new HashMap<>());
    map.put(new Asking(1, () -> {}), "1");
    map.put(new Asking(2, () -> map.remove("absent")), "2");
    map.remove("absent");
  }

  private static void compare() {
    boolean[] asking = new boolean[1];
    Map<String, String>[] holder = newArray();
    Map<String, String> map =
        grown(
            new TreeMap<>(
                (one, two) -> {
                  if (asking[0]) {
                    asking[0] = false;
                    onOther(() -> holder[0].remove("absent"));
                  }
                  return one.compareTo(two);
                }));
    holder[0] = map;
    map.put("a", "1");
    asking[0] = true;
    map.put("b", "2");
  }

  /** The other's insertion and this one's addition begin together; the addition waits. */
  private static void addLater() throws Exception {
    Map<String, String> map = grown(new HashMap<>());
    CompletableFuture<Map<String, String>> contents = new CompletableFuture<>();
    CountDownLatch begun = new CountDownLatch(1);
    Future<?> other =
        OTHER.submit(
            () -> {
              begun.countDown();
              map.put("a", "1");
              contents.complete(Map.of("b", "2"));
            });
    begun.await();
    map.putAll(new Later(contents));
    other.get();
    if (map.size() != 2) {
      throw new IllegalStateException("lost: " + map);
    }
  }

  /** The map after so many changes that a detector looks at it. */
  private static <M extends Map<? super String, String>> M grown(M map) {
    for (int i = 0; i < 20; i++) {
      map.put("grown", "");
      map.remove("grown");
    }
    return map;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Map<String, String>[] newArray() {
    return new Map[1];
  }

  private static void onOther(Runnable body) {
    try {
      OTHER.submit(body).get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
