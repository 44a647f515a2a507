package dev.tombstone.agent.contract.views;

import dev.tombstone.agent.contract.Tally;
import dev.tombstone.model.operation.Operation;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;

/**
 * Maps and sets of the application's over maps of the JDK, with a second map that they keep in
 * step: what they pass on is renamed, what they delete besides is not. Exits with 1 if a count is
 * off.
 */
public final class OwnViews {
  private static final List<String> FAILURES = new ArrayList<>();

  private OwnViews() {}

  static final class Inner<K, V> extends HashMap<K, V> {
    private static final long serialVersionUID = 1L;
  }

  static final class Index<K, V> extends TreeMap<K, V> {
    private static final long serialVersionUID = 1L;
  }

  /** A map with an index of its keys. */
  static final class Registry extends AbstractMap<String, String> {
    private final Map<String, String> inner;
    private final Map<String, String> index = new Index<>();

    Registry(Map<String, String> inner) {
      this.inner = inner;
    }

    @Override
    public String put(String key, String value) {
      index.put("index of " + key, key);
      return inner.put(key, value);
    }

    @Override
    public String remove(Object key) {
      index.remove("index of " + key);
      index.remove("no index of " + key);
      return inner.remove(key);
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
      return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, String>> {
      @Override
      public int size() {
        return inner.size();
      }

      @Override
      public Iterator<Map.Entry<String, String>> iterator() {
        return new Cursor(inner.entrySet().iterator());
      }
    }

    private final class Cursor implements Iterator<Map.Entry<String, String>> {
      private final Iterator<Map.Entry<String, String>> entries;
      private String last = "";

      Cursor(Iterator<Map.Entry<String, String>> entries) {
        this.entries = entries;
      }

      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public Map.Entry<String, String> next() {
        Map.Entry<String, String> entry = entries.next();
        last = entry.getKey();
        return entry;
      }

      @Override
      public void remove() {
        index.remove("index of " + last);
        index.remove("no index of " + last);
        entries.remove();
      }
    }
  }

  private interface Deletion {
    void on(Registry registry);
  }

  /**
   * Runs all of it.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    for (boolean weak : new boolean[] {false, true}) {
      check(weak, "remove", Operation.REMOVE, registry -> registry.remove("k1"));
      check(weak, "remove(k,v)", Operation.REMOVE_VALUE, registry -> registry.remove("k1", "v"));
      check(weak, "compute", Operation.COMPUTE, r -> r.compute("k1", (k, v) -> null));
      check(weak, "merge", Operation.COMPUTE, r -> r.merge("k1", "v", (v, w) -> null));
      check(
          weak,
          "keySet.removeIf",
          Operation.REMOVE_IF,
          registry -> registry.keySet().removeIf("k1"::equals));
      check(
          weak,
          "keySet.removeAll",
          Operation.REMOVE_IF,
          registry -> registry.keySet().removeAll(List.of(new String("k1"))));
      check(weak, "values.remove", Operation.REMOVE, registry -> registry.values().remove("v"));
      check(
          weak,
          "entrySet.removeIf",
          Operation.REMOVE_IF,
          registry -> registry.entrySet().removeIf(entry -> entry.getKey().equals("k1")));
      check(
          weak,
          "entrySet.iterator",
          Operation.ITERATOR,
          registry -> {
            Iterator<?> iterator = registry.entrySet().iterator();
            iterator.next();
            iterator.remove();
          });
    }
    FAILURES.forEach(failure -> System.out.println("FAILED " + failure));
    System.out.println("failures: " + FAILURES.size());
    System.exit(FAILURES.isEmpty() ? 0 : 1);
  }

  private static void check(boolean weak, String name, Operation operation, Deletion deletion) {
    Registry registry = new Registry(weak ? new WeakHashMap<>() : new Inner<>());
    registry.put("k1", "v");
    registry.put("k2", "v");
    Class<?> inner = registry.inner.getClass();
    Tally before = Tally.counted(inner.getName());
    Tally indexBefore = Tally.counted(Index.class.getName());
    deletion.on(registry);
    compare(
        inner.getSimpleName() + " " + name,
        new Tally().removed(operation, 1),
        Tally.counted(inner.getName()).minus(before));
    compare(
        name + " and the index",
        new Tally().removed(Operation.REMOVE, 1).missed(Operation.REMOVE),
        Tally.counted(Index.class.getName()).minus(indexBefore));
  }

  private static void compare(String name, Tally expected, Tally counted) {
    if (!counted.sameAs(expected)) {
      FAILURES.add(name + ": expected " + expected + ", counted " + counted);
    }
  }
}
