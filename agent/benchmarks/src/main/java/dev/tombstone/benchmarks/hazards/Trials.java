package dev.tombstone.benchmarks.hazards;

import dev.tombstone.benchmarks.hazards.Tally.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The kinds of trials, by name. */
enum Trials {
  SAME_KEY("both remove the same key of 8") {
    @Override
    Trial on(Supplier<Map<Integer, Integer>> type) {
      return new SameKey(type);
    }
  },
  GROWING("one removes 8 keys while the other's 64 insertions make the table grow three times") {
    @Override
    Trial on(Supplier<Map<Integer, Integer>> type) {
      return new Growing(type);
    }
  },
  ITERATING("one removes 8 of 64 keys while the other iterates over all") {
    @Override
    Trial on(Supplier<Map<Integer, Integer>> type) {
      return new Iterating(type);
    }
  };

  private final String text;

  Trials(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  abstract Trial on(Supplier<Map<Integer, Integer>> type);

  /** The maps that they are made on, by the name of the class. */
  static Supplier<Map<Integer, Integer>> type(String map) {
    return switch (map) {
      case "HashMap" -> HashMap::new;
      case "ConcurrentHashMap" -> ConcurrentHashMap::new;
      default -> throw new IllegalArgumentException("no such map: " + map);
    };
  }

  private static final class SameKey extends Trial {
    private static final List<Integer> REST = range(1, 8);
    private @Nullable Integer one;
    private @Nullable Integer two;

    SameKey(Supplier<Map<Integer, Integer>> type) {
      super(type);
    }

    @Override
    void fill() {
      one = null;
      two = null;
      range(0, 8).forEach(key -> map.put(key, key));
    }

    @Override
    void first() {
      one = map.remove(0);
    }

    @Override
    void second() {
      two = map.remove(0);
    }

    @Override
    Set<Outcome> judge() {
      Set<Outcome> wrong = compare(REST);
      if (one != null && two != null) {
        wrong.add(Outcome.REMOVED_TWICE);
      }
      return wrong;
    }
  }

  private static final class Growing extends Trial {
    private static final List<Integer> INSERTED = range(0, 64);
    private static final List<Integer> REMOVED = range(1_000, 1_008);

    Growing(Supplier<Map<Integer, Integer>> type) {
      super(type);
    }

    @Override
    void fill() {
      REMOVED.forEach(key -> map.put(key, key));
    }

    @Override
    void first() {
      for (Integer key : INSERTED) {
        map.put(key, key);
      }
    }

    @Override
    void second() {
      for (Integer key : REMOVED) {
        map.remove(key);
      }
    }

    @Override
    Set<Outcome> judge() {
      return compare(INSERTED);
    }
  }

  private static final class Iterating extends Trial {
    private static final List<Integer> ALL = range(0, 64);
    private static final List<Integer> REMOVED = ALL.stream().filter(key -> key % 8 == 3).toList();
    private static final List<Integer> KEPT = ALL.stream().filter(key -> key % 8 != 3).toList();
    private final List<Integer> visited = new ArrayList<>();

    Iterating(Supplier<Map<Integer, Integer>> type) {
      super(type);
    }

    @Override
    void fill() {
      visited.clear();
      ALL.forEach(key -> map.put(key, key));
    }

    @Override
    void first() {
      for (Integer key : map.keySet()) {
        visited.add(key);
      }
    }

    @Override
    void second() {
      for (Integer key : REMOVED) {
        map.remove(key);
      }
    }

    @Override
    Set<Outcome> judge() {
      Set<Outcome> wrong = new TreeSet<>(compare(KEPT));
      if (!wasModified() && !visited.containsAll(KEPT)) {
        wrong.add(Outcome.SKIPPED);
      }
      return wrong;
    }
  }
}
