package dev.tombstone.agent.suite;

import static dev.tombstone.agent.suite.Program.twice;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Two threads and no lock, and code of the application runs inside the operations: as far as can be
 * told from outside, it might have put them in order.
 */
final class BrokenInside {
  private static final int KEYS = 64;

  private record Id(int number) {}

  private static final class Cache extends LinkedHashMap<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Integer, Integer> eldest) {
      return size() > 16;
    }
  }

  private BrokenInside() {}

  static List<Program> programs() {
    return List.of(
        Program.of("compute without a lock", BrokenInside::compute),
        Program.of("merge without a lock", BrokenInside::merge),
        Program.of("a record as key, without a lock", BrokenInside::records),
        Program.of("a comparator of its own, without a lock", BrokenInside::comparator),
        Program.of("a cache that evicts, without a lock", BrokenInside::cache),
        Program.of("putAll of another's map, without a lock", BrokenInside::putAll));
  }

  private static List<Program.Body> compute() {
    Map<Integer, Integer> map = new HashMap<>();
    return twice(
        () -> {
          for (int i = 0; i < KEYS; i++) {
            map.computeIfAbsent(i, key -> 1);
            map.computeIfPresent(i, (key, value) -> null);
          }
        });
  }

  private static List<Program.Body> merge() {
    Map<Integer, Integer> map = new TreeMap<>();
    return twice(
        () -> {
          for (int i = 0; i < KEYS; i++) {
            map.merge(i, 1, (one, two) -> null);
          }
        });
  }

  private static List<Program.Body> records() {
    Set<Id> set = new HashSet<>();
    return twice(
        () -> {
          for (int i = 0; i < KEYS; i++) {
            set.add(new Id(i));
            set.remove(new Id(i));
          }
        });
  }

  private static List<Program.Body> comparator() {
    Map<String, Integer> map = new TreeMap<>(Comparator.comparing(String::length));
    return twice(
        () -> {
          for (int i = 0; i < KEYS; i++) {
            map.put("a".repeat(i), i);
            map.remove("a".repeat(i));
          }
        });
  }

  private static List<Program.Body> cache() {
    Cache cache = new Cache();
    return twice(
        () -> {
          for (int i = 0; i < KEYS; i++) {
            cache.put(i, i);
          }
        });
  }

  private static List<Program.Body> putAll() {
    Map<Integer, Integer> map = new HashMap<>();
    Map<Integer, Integer> more = Map.of(1, 1, 2, 2, 3, 3, 4, 4);
    return twice(
        () -> {
          map.putAll(more);
          map.keySet().removeAll(more.keySet());
        });
  }
}
