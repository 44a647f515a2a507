package dev.tombstone.benchmarks.hazards;

import dev.tombstone.benchmarks.hazards.Tally.Outcome;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Two things done to one map at the same time, and what may be seen afterwards. */
abstract class Trial {
  /** More steps than entries: the entries are linked in a circle. */
  private static final int MOST_STEPS = 10_000;

  private final Supplier<Map<Integer, Integer>> type;
  Map<Integer, Integer> map;
  private volatile boolean modified;
  private volatile boolean failed;

  Trial(Supplier<Map<Integer, Integer>> type) {
    this.type = type;
    map = type.get();
  }

  void prepare() {
    map = type.get();
    modified = false;
    failed = false;
    fill();
  }

  abstract void fill();

  abstract void first();

  abstract void second();

  /** What is wrong, apart from exceptions. */
  abstract Set<Outcome> judge();

  /** Runs one of the two; exceptions are remembered. */
  void run(boolean isFirst) {
    try {
      if (isFirst) {
        first();
      } else {
        second();
      }
    } catch (ConcurrentModificationException e) {
      modified = true;
    } catch (RuntimeException e) {
      failed = true;
    }
  }

  void check(Tally tally) {
    Set<Outcome> wrong = new TreeSet<>();
    try {
      wrong.addAll(judge());
    } catch (RuntimeException e) {
      failed = true;
    }
    if (failed) {
      wrong.add(Outcome.EXCEPTION);
    }
    wrong.forEach(tally::add);
    if (!wrong.isEmpty()) {
      tally.add(Outcome.INCONSISTENT);
    }
    if (modified) {
      tally.add(Outcome.MODIFIED);
    }
    tally.trial();
  }

  boolean wasModified() {
    return modified;
  }

  /** Compares what is in the map with what should be. */
  Set<Outcome> compare(List<Integer> expected) {
    Set<Outcome> wrong = new TreeSet<>();
    List<Integer> found = new ArrayList<>();
    for (Integer key : map.keySet()) {
      found.add(key);
      if (found.size() > MOST_STEPS) {
        return Set.of(Outcome.HUNG);
      }
    }
    if (!found.containsAll(expected) || !expected.stream().allMatch(map::containsKey)) {
      wrong.add(Outcome.LOST);
    }
    if (!expected.containsAll(found)) {
      wrong.add(Outcome.STAYED);
    }
    if (map.size() != found.size()) {
      wrong.add(Outcome.WRONG_SIZE);
    }
    return wrong;
  }

  static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
