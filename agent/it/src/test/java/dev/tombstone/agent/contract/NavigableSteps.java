package dev.tombstone.agent.contract;

import dev.tombstone.agent.contract.Subject.Trait;
import dev.tombstone.model.operation.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;

/** The ways to delete that sorted maps and their range and descending views add. */
final class NavigableSteps {
  private NavigableSteps() {}

  static List<Step> all() {
    List<Step> steps = new ArrayList<>();
    Operation poll = Operation.POLL;
    add(steps, "pollFirstEntry", poll, (map, subject, random) -> map.pollFirstEntry());
    add(steps, "pollLastEntry", poll, (map, subject, random) -> map.pollLastEntry());
    add(
        steps,
        "descending.pollFirst",
        poll,
        (map, subject, random) -> map.descendingMap().pollFirstEntry());
    add(
        steps,
        "keySet.pollFirst",
        poll,
        (map, subject, random) -> map.navigableKeySet().pollFirst());
    add(
        steps,
        "descendingKeySet.pollLast",
        poll,
        (map, subject, random) -> map.descendingKeySet().pollLast());
    for (View view : View.values()) {
      add(
          steps,
          view + ".poll",
          poll,
          (map, subject, random) -> {
            view.of(map, subject, random).pollFirstEntry();
            view.of(map, subject, random).pollLastEntry();
          });
      add(
          steps,
          view + ".clear",
          Operation.CLEAR,
          (map, subject, random) -> view.of(map, subject, random).clear());
      add(
          steps,
          view + ".values.remove",
          Operation.REMOVE,
          (map, subject, random) ->
              view.of(map, subject, random).values().remove(subject.anyValue(random)));
      add(
          steps,
          view + ".iterators",
          Operation.ITERATOR,
          (map, subject, random) -> {
            Steps.removeSome(view.of(map, subject, random).keySet().iterator(), random);
            Steps.removeSome(view.of(map, subject, random).values().iterator(), random);
            Steps.removeSome(view.of(map, subject, random).entrySet().iterator(), random);
            Steps.removeSome(view.of(map, subject, random).descendingKeySet().iterator(), random);
          });
      add(
          steps,
          view + ".bulk",
          Operation.REMOVE_IF,
          (map, subject, random) -> {
            Steps.removeIf(view.of(map, subject, random).keySet(), random);
            Steps.removeIf(view.of(map, subject, random).values(), random);
            Steps.removeIf(view.of(map, subject, random).entrySet(), random);
            view.of(map, subject, random).keySet().removeAll(Steps.someKeys(subject, random, 3));
            view.of(map, subject, random).keySet().removeAll(Steps.someKeys(subject, random, 60));
            view.of(map, subject, random).keySet().retainAll(Steps.someKeys(subject, random, 30));
          });
      add(
          steps,
          view + ".compute",
          Operation.COMPUTE,
          (map, subject, random) -> {
            NavigableMap<Object, Object> range = view.of(map, subject, random);
            Object key = subject.anyKey(random);
            if (range.containsKey(key)) {
              range.compute(key, (k, v) -> null);
            }
            range.computeIfPresent(subject.anyKey(random), (k, v) -> null);
          });
      steps.add(keyed(view + ".remove(k)", Operation.REMOVE, view, false));
      steps.add(keyed(view + ".keySet.remove", Operation.REMOVE, view, true));
      steps.add(keyed(view + ".remove(k,v)", Operation.REMOVE_VALUE, view, false));
      steps.add(keyed(view + ".entrySet.remove", Operation.REMOVE_VALUE, view, true));
    }
    return steps;
  }

  /** A view of the map: over a range, or the other way round, or both. */
  enum View {
    HEAD,
    TAIL,
    SUB,
    DESCENDING,
    DESCENDING_SUB;

    NavigableMap<Object, Object> of(
        NavigableMap<Object, Object> map, Subject subject, Random random) {
      Object first = subject.keys()[random.nextInt(subject.keys().length / 2)];
      Object last =
          subject.keys()[subject.keys().length / 2 + random.nextInt(subject.keys().length / 2)];
      boolean ordered = map.comparator() == null || map.comparator().compare(first, last) < 0;
      Object low = ordered ? first : last;
      Object high = ordered ? last : first;
      return switch (this) {
        case HEAD -> map.headMap(high, random.nextBoolean());
        case TAIL -> map.tailMap(low, random.nextBoolean());
        case SUB -> map.subMap(low, true, high, false);
        case DESCENDING -> map.descendingMap();
        case DESCENDING_SUB -> map.descendingMap().subMap(high, true, low, true);
      };
    }
  }

  private static Step keyed(String name, Operation operation, View view, boolean bySet) {
    return Step.needing(
        Trait.NAVIGABLE,
        name,
        (map, subject, random) -> {
          NavigableMap<Object, Object> range = view.of(navigable(map), subject, random);
          Object key = subject.anyKey(random);
          Object value = Steps.valueFor(range, key, subject, random);
          boolean hit;
          if (operation == Operation.REMOVE) {
            hit = range.containsKey(key);
            if (bySet) {
              range.keySet().remove(key);
            } else {
              range.remove(key);
            }
          } else {
            hit = Steps.holds(range, key, value);
            if (bySet) {
              range.entrySet().remove(new java.util.AbstractMap.SimpleEntry<>(key, value));
            } else {
              range.remove(key, value);
            }
          }
          return new Tally().keyed(operation, hit);
        });
  }

  private static void add(List<Step> steps, String name, Operation operation, Action action) {
    steps.add(
        Step.needing(
            Trait.NAVIGABLE,
            name,
            Step.dropped(
                operation, (map, subject, random) -> action.on(navigable(map), subject, random))));
  }

  private interface Action {
    void on(NavigableMap<Object, Object> map, Subject subject, Random random);
  }

  private static NavigableMap<Object, Object> navigable(Map<Object, Object> map) {
    return (NavigableMap<Object, Object>) map;
  }
}
