package dev.tombstone.agent.contract;

import dev.tombstone.model.operation.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Sets that are backed by maps: their deletions count as their map's. */
final class SetCases {
  private final List<String> failures = new ArrayList<>();
  private final Random random;

  private SetCases(long seed) {
    random = new Random(seed);
  }

  static List<String> run(long seed) {
    SetCases cases = new SetCases(seed);
    cases.all(true);
    cases.failures.clear();
    cases.all(false);
    return cases.failures;
  }

  private void all(boolean quiet) {
    check(quiet, "HashSet", new HashSet<>(), HashMap.class);
    check(quiet, "LinkedHashSet", new LinkedHashSet<>(), LinkedHashMap.class);
    check(quiet, "TreeSet", new TreeSet<>(), TreeMap.class);
    check(
        quiet, "ConcurrentSkipListSet", new ConcurrentSkipListSet<>(), ConcurrentSkipListMap.class);
    check(quiet, "newKeySet", ConcurrentHashMap.newKeySet(), ConcurrentHashMap.class);
    check(
        quiet,
        "newSetFromMap",
        Collections.newSetFromMap(new IdentityHashMap<>()),
        IdentityHashMap.class);
    check(quiet, "synchronizedSet", Collections.synchronizedSet(new HashSet<>()), HashMap.class);
  }

  private void check(boolean quiet, String name, Set<Integer> set, Class<?> mapClass) {
    int before = failures.size();
    for (int round = 0; round < 200; round++) {
      one(name, set, mapClass, round);
    }
    if (!quiet) {
      System.out.println(
          "| "
              + name
              + " | all set operations | "
              + (failures.size() == before ? "ok" : "NO")
              + " |");
    }
  }

  private void one(String name, Set<Integer> set, Class<?> mapClass, int round) {
    for (int i = 0; i < 50; i++) {
      set.add(i);
    }
    Tally before = Tally.counted(mapClass.getName());
    Tally expected = new Tally();
    Integer key = random.nextInt(100);
    expected.keyed(Operation.REMOVE, set.contains(key));
    set.remove(key);
    int size = set.size();
    set.removeIf(element -> element % 7 == 0);
    set.removeAll(List.of(1, 2, 3, 300));
    set.removeAll(manyFrom(10));
    set.retainAll(manyFrom(20).subList(0, 60));
    expected.removed(Operation.REMOVE_IF, size - set.size());
    size = set.size();
    Steps.removeSome(set.iterator(), random);
    expected.removed(Operation.ITERATOR, size - set.size());
    if (set instanceof NavigableSet<Integer> sorted) {
      size = set.size();
      sorted.pollFirst();
      sorted.descendingSet().pollFirst();
      expected.removed(Operation.POLL, size - set.size());
      size = set.size();
      sorted.headSet(40).clear();
      expected.removed(Operation.CLEAR, size - set.size());
    }
    expected.removed(Operation.CLEAR, set.size());
    set.clear();
    Tally counted = Tally.counted(mapClass.getName()).minus(before);
    if (!counted.sameAs(expected)) {
      failures.add(name + " round " + round + ": expected " + expected + ", counted " + counted);
    }
  }

  /** More elements than the set has, so that removeAll takes its other branch. */
  private static List<Integer> manyFrom(int first) {
    List<Integer> many = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      many.add(i < 8 ? first + i : i < 40 ? first + 10 + i : 1_000 + i);
    }
    return many;
  }
}
