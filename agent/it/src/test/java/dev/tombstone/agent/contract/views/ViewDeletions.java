package dev.tombstone.agent.contract.views;

import dev.tombstone.agent.contract.views.View.Holds;
import dev.tombstone.model.operation.Operation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;

/** Every way to delete through a map or a view of one, each with what it counts as. */
final class ViewDeletions {
  /**
   * One way.
   *
   * @param operation what it counts as
   * @param canMiss whether it counts a miss where it removes nothing
   * @param run does it
   */
  record Deletion(Operation operation, boolean canMiss, Runnable run) {}

  private final Map<String, Deletion> all = new LinkedHashMap<>();
  private final View view;
  private final List<Object> present;
  private final Object hit;

  private ViewDeletions(View view) {
    this.view = view;
    present = view.elements();
    hit = present.get(present.size() / 2);
  }

  /**
   * By name.
   *
   * @param absent elements that the view does not have
   */
  static Map<String, Deletion> of(View view, Map<Object, Object> base, List<Object> absent) {
    ViewDeletions deletions = new ViewDeletions(view);
    if (view.holds() == Holds.MAP) {
      deletions.ofMap(base, absent);
    } else {
      deletions.ofCollection(absent);
    }
    return deletions.all;
  }

  private void ofMap(Map<Object, Object> base, List<Object> absent) {
    Map<Object, Object> map = view.map();
    Object value = base.get(hit);
    keyed(Operation.REMOVE, "remove", () -> map.remove(hit));
    keyed(Operation.REMOVE_VALUE, "remove(k,v)", () -> map.remove(hit, value));
    keyed(Operation.REMOVE_VALUE, "remove(k,other)", () -> map.remove(hit, "other"));
    for (Object key : absent) {
      keyed(Operation.REMOVE, "remove absent " + key, () -> map.remove(key));
      keyed(Operation.REMOVE_VALUE, "remove(absent " + key, () -> map.remove(key, value));
      add(Operation.COMPUTE, "computeIfPresent " + key, () -> ignore(map, key));
    }
    add(Operation.CLEAR, "clear", map::clear);
    add(Operation.COMPUTE, "compute", () -> map.compute(hit, (k, v) -> null));
    add(Operation.COMPUTE, "computeIfPresent", () -> map.computeIfPresent(hit, (k, v) -> null));
    add(Operation.COMPUTE, "merge", () -> map.merge(hit, value, (v, w) -> null));
    add(Operation.COMPUTE, "replaceAll", () -> map.replaceAll((k, v) -> v));
    if (map instanceof NavigableMap<Object, Object> navigable) {
      add(Operation.POLL, "pollFirstEntry", navigable::pollFirstEntry);
      add(Operation.POLL, "pollLastEntry", navigable::pollLastEntry);
    }
    ends("java.util.SequencedMap", "pollFirstEntry", "pollLastEntry");
  }

  private static void ignore(Map<Object, Object> map, Object key) {
    map.computeIfPresent(key, (k, v) -> null);
  }

  private void ofCollection(List<Object> absent) {
    Operation one = view.holds() == Holds.ENTRIES ? Operation.REMOVE_VALUE : Operation.REMOVE;
    List<Object> many = new ArrayList<>(present.subList(present.size() / 2, present.size()));
    for (Object element : absent) {
      if (view.holds() == Holds.VALUES) {
        add(one, "remove absent " + element, () -> view.collection().remove(element));
      } else {
        keyed(one, "remove absent " + element, () -> view.collection().remove(element));
      }
      for (int i = 0; i < 20; i++) {
        many.add(element);
      }
    }
    add(one, "remove", () -> view.collection().remove(hit));
    if (view.holds() == Holds.ENTRIES) {
      add(one, "remove no entry", () -> view.collection().remove("no entry"));
    }
    Operation bulk = Operation.REMOVE_IF;
    add(bulk, "removeIf", () -> view.collection().removeIf(element -> element.hashCode() % 3 > 0));
    add(bulk, "removeAll(one)", () -> view.collection().removeAll(List.of(hit)));
    add(bulk, "removeAll(many)", () -> view.collection().removeAll(many));
    add(bulk, "retainAll", () -> view.collection().retainAll(many));
    add(Operation.CLEAR, "clear", () -> view.collection().clear());
    add(Operation.ITERATOR, "iterator", () -> everyOther(view.collection().iterator()));
    if (view.object() instanceof NavigableSet<?> navigable) {
      add(Operation.POLL, "pollFirst", navigable::pollFirst);
      add(Operation.POLL, "pollLast", navigable::pollLast);
      add(
          Operation.ITERATOR,
          "descendingIterator",
          () -> everyOther(navigable.descendingIterator()));
    }
    ends("java.util.SequencedCollection", "removeFirst", "removeLast");
  }

  private void ends(String type, String... methods) {
    for (String method : methods) {
      if (View.isA(type, view.object())) {
        add(Operation.POLL, method + " of " + type, () -> View.call(type, view.object(), method));
      }
    }
  }

  private static void everyOther(Iterator<?> iterator) {
    for (int i = 0; iterator.hasNext(); i++) {
      iterator.next();
      if (i % 2 == 0) {
        iterator.remove();
      }
    }
  }

  private void keyed(Operation operation, String name, Runnable run) {
    all.put(name, new Deletion(operation, true, run));
  }

  private void add(Operation operation, String name, Runnable run) {
    all.put(name, new Deletion(operation, false, run));
  }
}
