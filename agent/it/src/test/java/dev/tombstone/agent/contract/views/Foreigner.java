package dev.tombstone.agent.contract.views;

import dev.tombstone.agent.contract.Tally;
import dev.tombstone.model.operation.Operation;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What the application's code deletes from a map of its own in the middle of another's removal. */
final class Foreigner implements Runnable {
  private final Map<Object, Object> map;
  private Tally expected = new Tally();

  private Foreigner(Map<Object, Object> map) {
    this.map = map;
  }

  static List<Foreigner> all() {
    return List.of(
        new Foreigner(new HashMap<>()),
        new Foreigner(new LinkedHashMap<>()),
        new Foreigner(new TreeMap<>()),
        new Foreigner(new ConcurrentHashMap<>()),
        new Foreigner(new ConcurrentSkipListMap<>()),
        new Foreigner(new WeakHashMap<>()));
  }

  String mapClass() {
    return map.getClass().getName();
  }

  /** What it has deleted since the last question. */
  Tally expected() {
    Tally since = expected;
    expected = new Tally();
    return since;
  }

  @Override
  public void run() {
    map.put("a", "v");
    map.remove("a");
    map.remove("b");
    map.remove("b", "v");
    map.put("a", "v");
    map.keySet().removeIf(key -> true);
    map.put("a", "v");
    Iterator<Object> iterator = map.values().iterator();
    iterator.next();
    iterator.remove();
    map.put("a", "v");
    map.values().remove("v");
    map.put("a", "v");
    map.compute("a", (key, value) -> null);
    map.put("a", "v");
    map.entrySet().clear();
    expected.removed(Operation.REMOVE, 2).missed(Operation.REMOVE);
    expected.missed(Operation.REMOVE_VALUE).removed(Operation.REMOVE_IF, 1);
    expected.removed(Operation.ITERATOR, 1).removed(Operation.COMPUTE, 1);
    expected.removed(Operation.CLEAR, 1);
  }
}
