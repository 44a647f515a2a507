package dev.tombstone.agent.contract;

import static dev.tombstone.agent.contract.Step.dropping;

import dev.tombstone.agent.contract.Step.Interruption;
import dev.tombstone.model.operation.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The ways to delete that every map has. */
final class Steps {
  private Steps() {}

  static List<Step> ofEveryMap() {
    List<Step> steps = new ArrayList<>();
    keyed(steps);
    iterators(steps);
    bulk(steps);
    clears(steps);
    computes(steps);
    steps.add(
        Step.of(
            "put, replace, replaceAll",
            (map, subject, random) -> {
              map.put(subject.anyKey(random), subject.anyValue(random));
              map.replace(subject.anyKey(random), subject.values()[0]);
              map.replaceAll((key, value) -> value);
              return new Tally();
            }));
    return steps;
  }

  private static void keyed(List<Step> steps) {
    steps.add(
        Step.of(
            "remove(k)",
            (map, subject, random) -> {
              Object key = subject.anyKey(random);
              boolean hit = map.containsKey(key);
              map.remove(key);
              return new Tally().keyed(Operation.REMOVE, hit);
            }));
    steps.add(
        Step.of(
            "remove(k,v)",
            (map, subject, random) -> {
              Object key = subject.anyKey(random);
              Object value = valueFor(map, key, subject, random);
              boolean hit = holds(map, key, value);
              map.remove(key, value);
              return new Tally().keyed(Operation.REMOVE_VALUE, hit);
            }));
    steps.add(
        Step.of(
            "keySet.remove",
            (map, subject, random) -> {
              Object key = subject.anyKey(random);
              boolean hit = map.containsKey(key);
              map.keySet().remove(key);
              return new Tally().keyed(Operation.REMOVE, hit);
            }));
    steps.add(
        dropping(
            "values.remove",
            Operation.REMOVE,
            (map, subject, random) -> map.values().remove(subject.anyValue(random))));
    steps.add(
        Step.of(
            "entrySet.remove",
            (map, subject, random) -> {
              Object key = subject.anyKey(random);
              Object value = valueFor(map, key, subject, random);
              boolean hit = holds(map, key, value);
              map.entrySet().remove(new java.util.AbstractMap.SimpleEntry<>(key, value));
              return new Tally().keyed(Operation.REMOVE_VALUE, hit);
            }));
    steps.add(
        Step.of(
            "entrySet.remove(no entry)",
            (map, subject, random) -> {
              removeUnlikely(map.entrySet());
              return new Tally();
            }));
  }

  private static void iterators(List<Step> steps) {
    steps.add(
        dropping(
            "keySet.iterator",
            Operation.ITERATOR,
            (map, subject, random) -> removeSome(map.keySet().iterator(), random)));
    steps.add(
        dropping(
            "values.iterator",
            Operation.ITERATOR,
            (map, subject, random) -> removeSome(map.values().iterator(), random)));
    steps.add(
        dropping(
            "entrySet.iterator",
            Operation.ITERATOR,
            (map, subject, random) -> removeSome(map.entrySet().iterator(), random)));
  }

  private static void bulk(List<Step> steps) {
    Operation bulk = Operation.REMOVE_IF;
    steps.add(
        dropping(
            "keySet.removeIf", bulk, (map, subject, random) -> removeIf(map.keySet(), random)));
    steps.add(
        dropping(
            "values.removeIf", bulk, (map, subject, random) -> removeIf(map.values(), random)));
    steps.add(
        dropping(
            "entrySet.removeIf", bulk, (map, subject, random) -> removeIf(map.entrySet(), random)));
    steps.add(
        dropping(
            "removeIf that throws",
            bulk,
            (map, subject, random) ->
                map.keySet()
                    .removeIf(
                        key -> {
                          if (random.nextInt(4) == 0) {
                            throw new Interruption();
                          }
                          return random.nextBoolean();
                        })));
    steps.add(
        dropping(
            "keySet.removeAll(few)",
            bulk,
            (map, subject, random) -> map.keySet().removeAll(someKeys(subject, random, 2))));
    steps.add(
        dropping(
            "keySet.removeAll(many)",
            bulk,
            (map, subject, random) -> map.keySet().removeAll(someKeys(subject, random, 60))));
    steps.add(
        dropping(
            "values.removeAll",
            bulk,
            (map, subject, random) -> map.values().removeAll(someOf(subject.values(), random))));
    steps.add(
        dropping(
            "entrySet.removeAll",
            bulk,
            (map, subject, random) -> {
              List<Object> doomed = new ArrayList<>();
              map.forEach((key, value) -> addSometimes(doomed, key, value, random));
              map.entrySet().removeAll(doomed);
            }));
    steps.add(
        dropping(
            "keySet.retainAll",
            bulk,
            (map, subject, random) -> map.keySet().retainAll(someKeys(subject, random, 20))));
    steps.add(
        dropping(
            "values.retainAll",
            bulk,
            (map, subject, random) -> map.values().retainAll(someOf(subject.values(), random))));
  }

  private static void clears(List<Step> steps) {
    Operation clear = Operation.CLEAR;
    steps.add(dropping("clear", clear, (map, subject, random) -> map.clear()));
    steps.add(dropping("keySet.clear", clear, (map, subject, random) -> map.keySet().clear()));
    steps.add(dropping("values.clear", clear, (map, subject, random) -> map.values().clear()));
    steps.add(dropping("entrySet.clear", clear, (map, subject, random) -> map.entrySet().clear()));
  }

  private static void computes(List<Step> steps) {
    BiFunction<Object, @Nullable Object, @Nullable Object> toNull = (key, value) -> null;
    Operation compute = Operation.COMPUTE;
    steps.add(
        dropping(
            "compute",
            compute,
            (map, subject, random) -> map.compute(subject.anyKey(random), toNull)));
    steps.add(
        dropping(
            "computeIfPresent",
            compute,
            (map, subject, random) -> map.computeIfPresent(subject.anyKey(random), toNull)));
    steps.add(
        Step.of(
            "merge",
            (map, subject, random) -> {
              Object key = subject.anyKey(random);
              boolean hit = map.get(key) != null;
              map.merge(key, subject.values()[0], toNull);
              return new Tally().removed(compute, hit ? 1 : 0);
            }));
    steps.add(
        Step.of(
            "compute that keeps",
            (map, subject, random) -> {
              map.compute(subject.anyKey(random), (key, value) -> subject.values()[1]);
              map.computeIfAbsent(subject.anyKey(random), key -> subject.values()[2]);
              map.computeIfAbsent(subject.anyKey(random), key -> null);
              map.computeIfPresent(subject.anyKey(random), (key, value) -> value);
              map.merge(subject.anyKey(random), subject.values()[0], (old, value) -> value);
              return new Tally();
            }));
    steps.add(
        Step.of(
            "compute that deletes elsewhere",
            (map, subject, random) -> {
              Map<Object, Object> other = subject.fresh().get();
              other.put(subject.keys()[0], subject.values()[0]);
              int before = map.size();
              map.computeIfPresent(
                  subject.anyKey(random),
                  (key, value) -> {
                    other.remove(subject.keys()[0]);
                    return null;
                  });
              return new Tally()
                  .removed(Operation.COMPUTE, before - map.size())
                  .removed(Operation.REMOVE, 1 - other.size());
            }));
  }

  /** Half of the time the value the key has, so that hits are common. */
  static @Nullable Object valueFor(
      Map<Object, Object> map, @Nullable Object key, Subject subject, Random random) {
    return random.nextBoolean() && map.containsKey(key) ? map.get(key) : subject.anyValue(random);
  }

  static boolean holds(Map<Object, Object> map, @Nullable Object key, @Nullable Object value) {
    return map.containsKey(key) && Objects.equals(map.get(key), value);
  }

  static void removeSome(Iterator<?> iterator, Random random) {
    while (iterator.hasNext()) {
      iterator.next();
      if (random.nextInt(3) == 0) {
        iterator.remove();
      }
    }
  }

  static void removeIf(Collection<?> view, Random random) {
    view.removeIf(element -> random.nextInt(3) == 0);
  }

  static List<@Nullable Object> someKeys(Subject subject, Random random, int count) {
    List<@Nullable Object> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(subject.anyKey(random));
    }
    return keys;
  }

  private static List<@Nullable Object> someOf(@Nullable Object[] all, Random random) {
    List<@Nullable Object> some = new ArrayList<>();
    for (Object one : all) {
      if (random.nextBoolean()) {
        some.add(one);
      }
    }
    return some;
  }

  private static void addSometimes(
      List<Object> entries, @Nullable Object key, @Nullable Object value, Random random) {
    if (random.nextInt(3) == 0) {
      entries.add(new java.util.AbstractMap.SimpleEntry<>(key, value));
    }
  }

  @SuppressWarnings("unlikely-arg-type")
  private static void removeUnlikely(Collection<?> entries) {
    entries.remove("no entry");
  }
}
