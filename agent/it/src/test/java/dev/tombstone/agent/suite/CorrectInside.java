package dev.tombstone.agent.suite;

import static dev.tombstone.agent.suite.BrokenOperations.putAndRemove;
import static dev.tombstone.agent.suite.Program.twice;

import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Operations that end by an exception or call themselves, always under the map's monitor. */
final class CorrectInside {
  /** Compares by calling itself until the stack ends. */
  private static final class Deep implements Comparable<Deep> {
    @Override
    @SuppressWarnings("CompareToZero")
    public int compareTo(Deep other) {
      return compareTo(other) + 1;
    }
  }

  /** Removes from itself while it inserts. */
  private static final class Bounded extends LinkedHashMap<String, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
      if (size() > 8) {
        remove(eldest.getKey());
      }
      return false;
    }
  }

  private CorrectInside() {}

  static List<Program> programs() {
    return List.of(
        Program.of("the stack ends inside TreeMap.put", CorrectInside::stackEndsInCompare),
        Program.of("the stack ends anywhere", CorrectInside::stackEndsAnywhere),
        Program.of("a comparator that throws", CorrectInside::comparatorThrows),
        Program.of("a function that throws", CorrectInside::functionThrows),
        Program.of("a predicate that throws half way", CorrectInside::predicateThrows),
        Program.of("computeIfAbsent that changes the map", CorrectInside::computeChangesTheMap),
        Program.of("eviction by remove inside put", CorrectInside::evictionInside),
        Program.of("a class that cannot be compared", CorrectInside::cannotBeCompared));
  }

  private static List<Program.Body> stackEndsInCompare() {
    Map<Deep, Integer> map = new TreeMap<>();
    return twice(
        () -> {
          synchronized (map) {
            try {
              map.put(new Deep(), 1);
              throw new IllegalStateException("the stack did not end");
            } catch (StackOverflowError expected) {
              map.clear();
            }
          }
        });
  }

  private static List<Program.Body> stackEndsAnywhere() {
    Map<String, Integer> map = new HashMap<>();
    return twice(
        () -> {
          synchronized (map) {
            dive(map);
          }
          for (int i = 0; i < 16; i++) {
            synchronized (map) {
              map.put("key", 1);
              map.remove("key");
            }
          }
        });
  }

  private static void dive(Map<String, Integer> map) {
    try {
      map.put("deep", 1);
      map.remove("deep");
      dive(map);
    } catch (StackOverflowError expected) {
      int unused = map.size();
    }
  }

  private static List<Program.Body> comparatorThrows() {
    Map<String, Integer> map =
        new TreeMap<>(
            (one, two) -> {
              if (one.equals("bad")) {
                throw new IllegalStateException("bad");
              }
              return one.compareTo(two);
            });
    return twice(
        () -> {
          synchronized (map) {
            map.put("good", 1);
            expect(IllegalStateException.class, () -> map.remove("bad"));
            map.remove("good");
          }
        });
  }

  private static List<Program.Body> functionThrows() {
    Map<String, Integer> map = new HashMap<>();
    return twice(
        () -> {
          synchronized (map) {
            map.put("key", 1);
            expect(
                IllegalStateException.class,
                () ->
                    map.computeIfPresent(
                        "key",
                        (key, value) -> {
                          throw new IllegalStateException("no value");
                        }));
            map.clear();
          }
        });
  }

  private static List<Program.Body> predicateThrows() {
    Map<String, Integer> map = new HashMap<>();
    return twice(
        () -> {
          synchronized (map) {
            for (int i = 0; i < 16; i++) {
              map.put("key " + i, i);
            }
            expect(
                IllegalStateException.class,
                () ->
                    map.values()
                        .removeIf(
                            value -> {
                              if (value == 8) {
                                throw new IllegalStateException("half way");
                              }
                              return true;
                            }));
            putAndRemove(map);
          }
        });
  }

  private static List<Program.Body> computeChangesTheMap() {
    Map<String, Integer> map = new HashMap<>();
    return twice(
        () -> {
          synchronized (map) {
            map.put("other", 1);
            expect(
                ConcurrentModificationException.class,
                () -> map.computeIfAbsent("key", key -> map.remove("other")));
            map.clear();
          }
        });
  }

  private static List<Program.Body> evictionInside() {
    Bounded map = new Bounded();
    return twice(
        () -> {
          synchronized (map) {
            for (int i = 0; i < 32; i++) {
              map.put("key " + i, i);
            }
          }
        });
  }

  private static List<Program.Body> cannotBeCompared() {
    Map<Object, Integer> map = new TreeMap<>();
    return twice(
        () -> {
          synchronized (map) {
            map.put("text", 1);
            expect(ClassCastException.class, () -> map.put(7, 1));
            map.remove("text");
          }
        });
  }

  private static void expect(Class<? extends RuntimeException> type, Runnable body) {
    try {
      body.run();
    } catch (RuntimeException thrown) {
      if (type.isInstance(thrown)) {
        return;
      }
      throw thrown;
    }
    throw new IllegalStateException("nothing was thrown");
  }
}
