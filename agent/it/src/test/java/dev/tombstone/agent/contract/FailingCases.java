package dev.tombstone.agent.contract;

import dev.tombstone.model.operation.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Removals that end in an exception where no step brings one about. */
final class FailingCases {
  private final List<String> failures = new ArrayList<>();

  /** Whether what the maps call throws now. */
  private boolean armed;

  private FailingCases() {}

  static List<String> run() {
    FailingCases cases = new FailingCases();
    for (int warm = 0; warm < 2; warm++) {
      cases.failures.clear();
      cases.recursiveUpdate();
      cases.polls(new Tree(cases.comparator()));
      cases.polls(new SkipList(cases.comparator()));
      cases.eviction();
      cases.nothingToPoll(new LinkedHashMap<>());
      cases.nothingToPoll(new TreeMap<>());
      cases.nothingToPoll(new ConcurrentSkipListMap<>());
    }
    return cases.failures;
  }

  static final class Hash extends ConcurrentHashMap<Integer, String> {
    private static final long serialVersionUID = 1L;
  }

  static final class Tree extends TreeMap<Integer, String> {
    private static final long serialVersionUID = 1L;

    Tree(Comparator<Integer> comparator) {
      super(comparator);
    }
  }

  static final class SkipList extends ConcurrentSkipListMap<Integer, String> {
    private static final long serialVersionUID = 1L;

    SkipList(Comparator<Integer> comparator) {
      super(comparator);
    }
  }

  final class Lru extends LinkedHashMap<Key, String> {
    private static final long serialVersionUID = 1L;

    Lru() {
      super(16, .75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, String> eldest) {
      if (armed && size() > 3) {
        throw new Step.Interruption();
      }
      return size() > 2;
    }
  }

  /** Equal to itself only, which it finds out by throwing while that is wanted. */
  final class Key {
    private final int hash;

    Key(int hash) {
      this.hash = hash;
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      if (armed) {
        throw new Step.Interruption();
      }
      return this == other;
    }
  }

  /** The removal finds the bin reserved by the compute around it, and both end. */
  private void recursiveUpdate() {
    Hash map = new Hash();
    Tally before = Tally.counted(Hash.class.getName());
    ends(() -> map.compute(1, (key, value) -> map.remove(key)));
    ends(() -> map.compute(1, (key, value) -> map.remove(key, "v") ? "w" : null));
    ends(() -> map.computeIfAbsent(1, key -> map.merge(key, "v", (old, added) -> null)));
    expect(
        "recursive update",
        Hash.class,
        before,
        new Tally()
            .failed(Operation.REMOVE)
            .failed(Operation.COMPUTE)
            .failed(Operation.REMOVE_VALUE)
            .failed(Operation.COMPUTE)
            .failed(Operation.COMPUTE));
  }

  private Comparator<Integer> comparator() {
    return (one, other) -> {
      if (armed) {
        throw new Step.Interruption();
      }
      return Integer.compare(one, other);
    };
  }

  private void polls(NavigableMap<Integer, String> map) {
    for (int i = 0; i < 10; i++) {
      map.put(i, "v");
    }
    NavigableMap<Integer, String> range = map.subMap(2, true, 8, false);
    NavigableMap<Integer, String> descending = range.descendingMap();
    Tally before = Tally.counted(map.getClass().getName());
    armed = true;
    ends(range::pollFirstEntry);
    ends(range::pollLastEntry);
    ends(descending::pollFirstEntry);
    armed = false;
    range.pollFirstEntry();
    expect(
        "polls",
        map.getClass(),
        before,
        new Tally()
            .failed(Operation.POLL)
            .failed(Operation.POLL)
            .failed(Operation.POLL)
            .removed(Operation.POLL, 1));
  }

  /** What removeEldestEntry throws is no failed eviction; what the removal throws is. */
  private void eviction() {
    Lru lru = new Lru();
    Key first = new Key(1);
    Key second = new Key(1);
    lru.put(first, "v");
    lru.put(second, "v");
    lru.get(first);
    Tally before = Tally.counted(Lru.class.getName());
    armed = true;
    ends(() -> lru.put(new Key(2), "v"));
    ends(() -> lru.put(new Key(3), "v"));
    armed = false;
    expect("eviction", Lru.class, before, new Tally().failed(Operation.EVICT));
  }

  /** From JDK 21 on {@code removeFirst} of nothing throws, which is no failure. */
  private void nothingToPoll(Map<Integer, String> map) {
    if (Runtime.version().feature() < 21) {
      return;
    }
    Tally before = Tally.counted(map.getClass().getName());
    Collection<?> keys =
        map instanceof NavigableMap<Integer, String> sorted
            ? sorted.navigableKeySet()
            : (Collection<?>) LinkedSteps.call("java.util.SequencedMap", map, "sequencedKeySet");
    ends(() -> LinkedSteps.call("java.util.SequencedCollection", keys, "removeFirst"));
    ends(() -> LinkedSteps.call("java.util.SequencedCollection", keys, "removeLast"));
    expect("nothing to poll", map.getClass(), before, new Tally());
  }

  private void ends(Runnable call) {
    try {
      call.run();
      failures.add("did not end in an exception");
    } catch (RuntimeException expected) {
      // So it should.
    }
  }

  private void expect(String name, Class<?> type, Tally before, Tally expected) {
    Tally counted = Tally.counted(type.getName()).minus(before);
    boolean ok = counted.sameAs(expected);
    if (!ok) {
      failures.add(
          type.getSimpleName() + " " + name + ": expected " + expected + ", counted " + counted);
    }
    System.out.println(
        "| " + type.getSimpleName() + " | " + name + " " + expected + " | " + ok + " |");
  }
}
