package dev.tombstone.agent.contract;

import dev.tombstone.model.operation.Operation;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Deletions that no step reaches: eviction, expunging, recursion, nulls that reach no funnel. */
final class SpecialCases {
  private final List<String> failures = new ArrayList<>();

  private SpecialCases() {}

  static List<String> run(long seed) throws InterruptedException {
    SpecialCases cases = new SpecialCases();
    for (int warm = 0; warm < 2; warm++) {
      cases.failures.clear();
      cases.eviction();
      cases.evictionByHand();
      cases.expunge();
      cases.expungeDuringResize();
      cases.recursion();
      cases.recursionInTree();
      cases.nullValues(new ConcurrentHashMap<>());
      cases.nullValues(new ConcurrentSkipListMap<>());
    }
    return cases.failures;
  }

  static final class Lru extends LinkedHashMap<Integer, String> {
    private static final long serialVersionUID = 1L;

    Lru() {
      super(16, .75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Integer, String> eldest) {
      return size() > 10;
    }
  }

  private void eviction() {
    Tally before = Tally.counted(Lru.class.getName());
    Lru lru = new Lru();
    for (int i = 0; i < 1_000; i++) {
      lru.put(i % 700, "v");
      lru.get(i % 5);
    }
    lru.computeIfAbsent(-1, key -> "v");
    lru.merge(-2, "v", String::concat);
    long puts = evictions(lru);
    expect("eviction", Lru.class, before, new Tally().removed(Operation.EVICT, puts));
  }

  /** Replays the same puts on a model of ten places. */
  private static long evictions(Lru lru) {
    List<Integer> model = new ArrayList<>();
    long evicted = 0;
    for (int i = 0; i < 1_002; i++) {
      Integer key = i < 1_000 ? i % 700 : 999 - i;
      if (!model.remove(key) && model.size() == 10) {
        model.remove(0);
        evicted++;
      }
      model.add(key);
      Integer read = i % 5;
      if (i < 1_000 && model.remove(read)) {
        model.add(read);
      }
    }
    if (!model.equals(new ArrayList<>(lru.keySet()))) {
      throw new IllegalStateException("the model is wrong: " + model + " " + lru.keySet());
    }
    return evicted;
  }

  static final class ByHand extends LinkedHashMap<Integer, String> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Integer, String> eldest) {
      if (size() > 10) {
        remove(eldest.getKey());
      }
      return false;
    }
  }

  private void evictionByHand() {
    Tally before = Tally.counted(ByHand.class.getName());
    ByHand map = new ByHand();
    for (int i = 0; i < 100; i++) {
      map.put(i, "v");
    }
    expect("eviction by hand", ByHand.class, before, new Tally().removed(Operation.REMOVE, 90));
  }

  static final class Weak extends WeakHashMap<Object, String> {}

  private void expunge() throws InterruptedException {
    Tally before = Tally.counted(Weak.class.getName());
    Weak map = new Weak();
    Object kept = new Object();
    map.put(kept, "v");
    for (int i = 0; i < 500; i++) {
      map.put(new Object(), "v");
    }
    collect(map, 1);
    map.remove(kept);
    expect(
        "expunge",
        Weak.class,
        before,
        new Tally().removed(Operation.EXPUNGE, 500).removed(Operation.REMOVE, 1));
  }

  private void expungeDuringResize() throws InterruptedException {
    Tally before = Tally.counted(Weak.class.getName());
    Weak map = new Weak();
    List<Object> kept = new ArrayList<>();
    long put = 0;
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 400; i++) {
        map.put(new Object(), "v");
        put++;
      }
      System.gc();
      for (int i = 0; i < 100; i++) {
        Object key = new Object();
        kept.add(key);
        map.put(key, "v");
      }
    }
    collect(map, kept.size());
    expect(
        "expunge during resize", Weak.class, before, new Tally().removed(Operation.EXPUNGE, put));
    kept.clear();
  }

  private static void collect(WeakHashMap<?, ?> map, int left) throws InterruptedException {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (map.size() > left && System.nanoTime() < deadline) {
      System.gc();
      Thread.sleep(5);
    }
  }

  static final class Recursive extends HashMap<Integer, String> {
    private static final long serialVersionUID = 1L;
  }

  private void recursion() {
    Tally before = Tally.counted(Recursive.class.getName());
    Recursive map = new Recursive();
    for (int i = 0; i < 10; i++) {
      map.put(i, "v");
    }
    try {
      map.computeIfPresent(1, (key, value) -> map.remove(2) == null ? "" : null);
      failures.add("recursion: no ConcurrentModificationException");
    } catch (ConcurrentModificationException expected) {
      // The inner removal happened, the outer did not.
    }
    map.keySet().removeIf(key -> key == 5 && map.containsKey(5));
    expect(
        "recursion",
        Recursive.class,
        before,
        new Tally()
            .removed(Operation.REMOVE, 1)
            .removed(Operation.REMOVE_IF, 1)
            .failed(Operation.COMPUTE));
  }

  static final class RecursiveTree extends TreeMap<Integer, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String remove(Object key) {
      if (key.equals(7)) {
        super.remove(8);
      }
      return super.remove(key);
    }
  }

  private void recursionInTree() {
    Tally before = Tally.counted(RecursiveTree.class.getName());
    RecursiveTree map = new RecursiveTree();
    for (int i = 0; i < 10; i++) {
      map.put(i, "v");
    }
    map.remove(7);
    map.remove(6, "v");
    map.remove(6, "v");
    map.remove(5, "w");
    expect(
        "override that deletes twice",
        RecursiveTree.class,
        before,
        new Tally()
            .removed(Operation.REMOVE, 2)
            .removed(Operation.REMOVE_VALUE, 1)
            .missed(Operation.REMOVE_VALUE)
            .missed(Operation.REMOVE_VALUE));
  }

  private void nullValues(ConcurrentMap<Integer, String> map) {
    Tally before = Tally.counted(map.getClass().getName());
    map.put(1, "v");
    map.remove(1, null);
    expect("remove(k, null)", map.getClass(), before, new Tally().missed(Operation.REMOVE_VALUE));
  }

  private void expect(String name, Class<?> type, Tally before, Tally expected) {
    Tally counted = Tally.counted(type.getName()).minus(before);
    if (!counted.sameAs(expected)) {
      failures.add(name + ": expected " + expected + ", counted " + counted);
    }
    System.out.println(
        "| "
            + type.getSimpleName()
            + " | "
            + name
            + " "
            + expected
            + " | "
            + (counted.sameAs(expected) ? "ok" : "NO")
            + " |");
  }
}
