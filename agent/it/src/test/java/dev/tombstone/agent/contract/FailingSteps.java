package dev.tombstone.agent.contract;

import dev.tombstone.agent.contract.Subject.Trait;
import dev.tombstone.model.operation.Operation;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Calls that end in an exception on some of the maps. Whether one does is seen at the call: then it
 * must be counted as failed, unless an entry is gone; otherwise as the same call always is.
 */
final class FailingSteps {
  private FailingSteps() {}

  static List<Step> all() {
    List<Step> steps = new ArrayList<>();
    keyed(steps);
    computes(steps);
    for (String view : List.of("keySet", "values", "entrySet")) {
      iterators(steps, view);
    }
    for (NavigableSteps.View view : NavigableSteps.View.values()) {
      ranges(steps, view);
    }
    return steps;
  }

  private static void keyed(List<Step> steps) {
    add(
        steps,
        "failing: remove(k)",
        Operation.REMOVE,
        (map, subject, random) -> map.remove(BadKeys.badKey(subject, random)));
    add(
        steps,
        "failing: remove(k,v)",
        Operation.REMOVE_VALUE,
        (map, subject, random) ->
            map.remove(BadKeys.anyKey(subject, random), BadKeys.anyValue(subject, random)));
    add(
        steps,
        "failing: keySet.remove",
        Operation.REMOVE,
        (map, subject, random) -> map.keySet().remove(BadKeys.badKey(subject, random)));
    add(
        steps,
        "failing: entrySet.remove",
        Operation.REMOVE_VALUE,
        (map, subject, random) -> {
          Object key = BadKeys.anyKey(subject, random);
          Object bad = key == null ? new BadKeys.BadHash() : key;
          map.entrySet().remove(new SimpleEntry<>(bad, BadKeys.anyValue(subject, random)));
        });
    steps.add(
        Step.of(
            "failing: values.remove",
            ending(
                Operation.REMOVE,
                false,
                (map, subject, random) -> map.values().remove(new BadKeys.BadEquals(0)))));
  }

  private static void computes(List<Step> steps) {
    Operation compute = Operation.COMPUTE;
    add(
        steps,
        "failing: compute(bad key)",
        compute,
        (map, subject, random) ->
            map.compute(BadKeys.badKey(subject, random), FailingSteps::toNull));
    add(
        steps,
        "failing: computeIfPresent(bad key)",
        compute,
        (map, subject, random) ->
            map.computeIfPresent(BadKeys.badKey(subject, random), FailingSteps::toNull));
    add(
        steps,
        "failing: compute",
        compute,
        (map, subject, random) -> map.compute(subject.anyKey(random), FailingSteps::throwing));
    add(
        steps,
        "failing: computeIfPresent",
        compute,
        (map, subject, random) ->
            map.computeIfPresent(subject.anyKey(random), FailingSteps::throwing));
    add(
        steps,
        "failing: merge",
        compute,
        (map, subject, random) ->
            map.merge(subject.anyKey(random), subject.values()[0], FailingSteps::throwing));
    add(
        steps,
        "failing: merge(no value)",
        compute,
        (map, subject, random) -> mergeNothing(map, subject.anyKey(random)));
  }

  @SuppressWarnings({"NullAway", "DataFlowIssue"})
  private static void mergeNothing(Map<Object, Object> map, @Nullable Object key) {
    map.merge(key, null, (old, value) -> null);
  }

  private static void iterators(List<Step> steps, String name) {
    steps.add(
        Step.of(
            "failing: " + name + ".iterator too early",
            (map, subject, random) -> {
              Tally tally = new Tally();
              if (!map.isEmpty()) {
                ended(view(map, name).iterator(), tally);
              }
              return tally;
            }));
    steps.add(
        Step.of(
            "failing: " + name + ".iterator twice",
            (map, subject, random) -> {
              Tally tally = new Tally();
              if (!map.isEmpty()) {
                Iterator<?> iterator = view(map, name).iterator();
                iterator.next();
                iterator.remove();
                ended(iterator, tally.removed(Operation.ITERATOR, 1));
              }
              return tally;
            }));
    steps.add(
        Step.of(
            "failing: " + name + ".iterator, map changed",
            (map, subject, random) -> {
              Tally tally = new Tally();
              Object absent = absentKey(map, subject);
              if (!map.isEmpty() && absent != null) {
                Iterator<?> iterator = view(map, name).iterator();
                iterator.next();
                map.put(absent, subject.values()[0]);
                ended(iterator, tally);
              }
              return tally;
            }));
    steps.add(
        Step.of(
            "failing: " + name + ".removeIf, map changed",
            (map, subject, random) -> {
              Object absent = absentKey(map, subject);
              int before = map.size();
              int[] calls = {0};
              try {
                view(map, name)
                    .removeIf(
                        element -> {
                          boolean first = calls[0]++ == 0;
                          if (first && absent != null) {
                            map.put(absent, subject.values()[0]);
                          }
                          return first;
                        });
              } catch (RuntimeException thrown) {
                return new Tally().failed(Operation.REMOVE_IF);
              }
              int put = calls[0] > 0 && absent != null ? 1 : 0;
              return new Tally().removed(Operation.REMOVE_IF, before + put - map.size());
            }));
  }

  private static void ended(Iterator<?> iterator, Tally tally) {
    try {
      iterator.remove();
      tally.removed(Operation.ITERATOR, 1);
    } catch (RuntimeException thrown) {
      tally.failed(Operation.ITERATOR);
    }
  }

  private static void ranges(List<Step> steps, NavigableSteps.View view) {
    range(
        steps,
        "failing: " + view + ".remove(k)",
        Operation.REMOVE,
        (map, subject, random) ->
            view.of(navigable(map), subject, random).remove(BadKeys.badKey(subject, random)));
    range(
        steps,
        "failing: " + view + ".keySet.remove",
        Operation.REMOVE,
        (map, subject, random) ->
            view.of(navigable(map), subject, random)
                .keySet()
                .remove(BadKeys.badKey(subject, random)));
    range(
        steps,
        "failing: " + view + ".remove(k,v)",
        Operation.REMOVE_VALUE,
        (map, subject, random) ->
            view.of(navigable(map), subject, random)
                .remove(BadKeys.anyKey(subject, random), BadKeys.anyValue(subject, random)));
    range(
        steps,
        "failing: " + view + ".entrySet.remove",
        Operation.REMOVE_VALUE,
        (map, subject, random) ->
            view.of(navigable(map), subject, random)
                .entrySet()
                .remove(new SimpleEntry<>(new BadKeys.BadHash(), subject.anyValue(random))));
    range(
        steps,
        "failing: " + view + ".compute",
        Operation.COMPUTE,
        (map, subject, random) ->
            view.of(navigable(map), subject, random)
                .compute(subject.anyKey(random), FailingSteps::throwing));
    range(
        steps,
        "failing: " + view + ".computeIfPresent",
        Operation.COMPUTE,
        (map, subject, random) ->
            view.of(navigable(map), subject, random)
                .computeIfPresent(BadKeys.badKey(subject, random), FailingSteps::throwing));
    range(
        steps,
        "failing: " + view + ".merge",
        Operation.COMPUTE,
        (map, subject, random) ->
            view.of(navigable(map), subject, random)
                .merge(subject.anyKey(random), subject.values()[0], FailingSteps::throwing));
    steps.add(
        Step.needing(
            Trait.NAVIGABLE,
            "failing: " + view + ".iterator",
            (map, subject, random) -> {
              Tally tally = new Tally();
              NavigableMap<Object, Object> range = view.of(navigable(map), subject, random);
              ended(range.keySet().iterator(), tally);
              ended(range.descendingMap().values().iterator(), tally);
              return tally;
            }));
  }

  private static @Nullable Object toNull(Object key, @Nullable Object value) {
    return null;
  }

  private static @Nullable Object throwing(Object key, @Nullable Object value) {
    throw new Step.Interruption();
  }

  private static void add(List<Step> steps, String name, Operation operation, Step.Action action) {
    boolean misses = operation == Operation.REMOVE || operation == Operation.REMOVE_VALUE;
    steps.add(Step.of(name, ending(operation, misses, action)));
  }

  private static void range(
      List<Step> steps, String name, Operation operation, Step.Action action) {
    boolean misses = operation != Operation.COMPUTE;
    steps.add(Step.needing(Trait.NAVIGABLE, name, ending(operation, misses, action)));
  }

  private static Step.Run ending(Operation operation, boolean misses, Step.Action action) {
    return (map, subject, random) -> {
      int before = map.size();
      boolean threw = false;
      try {
        action.on(map, subject, random);
      } catch (RuntimeException thrown) {
        threw = true;
      }
      int gone = Math.max(0, before - map.size());
      if (gone > 0) {
        return new Tally().removed(operation, gone);
      }
      if (threw) {
        return new Tally().failed(operation);
      }
      return misses ? new Tally().missed(operation) : new Tally();
    };
  }

  private static Collection<?> view(Map<Object, Object> map, String name) {
    return switch (name) {
      case "keySet" -> map.keySet();
      case "values" -> map.values();
      default -> map.entrySet();
    };
  }

  private static NavigableMap<Object, Object> navigable(Map<Object, Object> map) {
    return (NavigableMap<Object, Object>) map;
  }

  /** A key that the map may have, but has not; null if it has all. */
  private static @Nullable Object absentKey(Map<Object, Object> map, Subject subject) {
    for (Object key : subject.keys()) {
      if (!map.containsKey(key)) {
        return key;
      }
    }
    return null;
  }
}
