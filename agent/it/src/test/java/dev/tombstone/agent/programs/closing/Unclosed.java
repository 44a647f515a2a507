package dev.tombstone.agent.programs.closing;

import java.util.HashMap;
import java.util.Hashtable;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Values that leave a map in all kinds of ways, and that nobody closes. */
final class Unclosed {
  private Unclosed() {}

  /** What is counted as open until it is closed. */
  abstract static class Resource implements AutoCloseable {
    private final byte[] held = new byte[64];
    private boolean closed;

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        held[0] = 1;
      }
    }
  }

  static final class Evicted extends Resource {}

  static final class Removed extends Resource {}

  static final class RemovedByValue extends Resource {}

  static final class Cleared extends Resource {}

  static final class Filtered extends Resource {}

  static final class Iterated extends Resource {}

  static final class Retained extends Resource {}

  static final class Computed extends Resource {}

  static final class OfATree extends Resource {}

  static final class OfATable extends Resource {}

  static final class Concurrent extends Resource {}

  static final class EverySecond extends Resource {}

  static final class Moved extends Resource {}

  static final class Inner extends Resource {}

  /** Closes what it holds, if it is closed. */
  static final class Wrapper implements AutoCloseable {
    private final Inner inner = new Inner();

    @Override
    public void close() {
      inner.close();
    }
  }

  private static final class Lru extends LinkedHashMap<Integer, Evicted> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Integer, Evicted> eldest) {
      return size() > 20;
    }
  }

  static List<Case> all() {
    Map<Integer, Evicted> lru = new Lru();
    Map<Integer, Removed> removed = new HashMap<>();
    Map<Integer, RemovedByValue> byValue = new HashMap<>();
    Map<Integer, Cleared> cleared = new HashMap<>();
    Map<Integer, Filtered> filtered = new HashMap<>();
    Map<Integer, Iterated> iterated = new HashMap<>();
    Map<Integer, Retained> retained = new LinkedHashMap<>();
    Map<Integer, Computed> computed = new HashMap<>();
    Map<Integer, OfATree> tree = new TreeMap<>();
    Map<Integer, OfATable> table = new Hashtable<>();
    Map<Integer, Concurrent> concurrent = new ConcurrentHashMap<>();
    Map<Integer, EverySecond> second = new HashMap<>();
    Map<Integer, Wrapper> wrappers = new HashMap<>();
    Map<Integer, Moved> from = new HashMap<>();
    Map<Integer, Moved> to = new HashMap<>();
    return List.of(
        new Case("Evicted", i -> lru.put(i, new Evicted())),
        new Case(
            "Removed",
            i -> {
              removed.put(i, new Removed());
              removed.remove(i);
            }),
        new Case(
            "RemovedByValue",
            i -> {
              byValue.put(i, new RemovedByValue());
              byValue.remove(i, byValue.get(i));
            }),
        new Case(
            "Cleared",
            i -> {
              cleared.put(i, new Cleared());
              if (i % 5 == 0) {
                cleared.clear();
              }
            }),
        new Case(
            "Filtered",
            i -> {
              filtered.put(i, new Filtered());
              filtered.values().removeIf(each -> i % 3 == 0);
            }),
        new Case(
            "Iterated",
            i -> {
              iterated.put(i, new Iterated());
              Iterator<Iterated> all = iterated.values().iterator();
              all.next();
              all.remove();
            }),
        new Case(
            "Retained",
            i -> {
              retained.put(i, new Retained());
              retained.keySet().retainAll(Set.of());
            }),
        new Case(
            "Computed",
            i -> {
              computed.put(i, new Computed());
              computed.computeIfPresent(i, (key, value) -> null);
            }),
        new Case(
            "OfATree",
            i -> {
              tree.put(i, new OfATree());
              tree.remove(i);
            }),
        new Case(
            "OfATable",
            i -> {
              table.put(i, new OfATable());
              table.remove(i);
            }),
        new Case(
            "Concurrent",
            i -> {
              concurrent.put(i, new Concurrent());
              concurrent.remove(i);
            }),
        new Case(
            "EverySecond",
            i -> {
              second.put(i, new EverySecond());
              EverySecond gone = second.remove(i);
              if (i % 2 == 0) {
                gone.close();
              }
            }),
        new Case(
            "Wrapper",
            i -> {
              wrappers.put(i, new Wrapper());
              wrappers.remove(i);
            }),
        new Case(
            "Moved",
            i -> {
              from.put(i, new Moved());
              to.put(i, from.remove(i));
              to.remove(i);
            }));
  }
}
