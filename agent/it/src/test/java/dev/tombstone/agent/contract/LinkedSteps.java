package dev.tombstone.agent.contract;

import dev.tombstone.agent.contract.Subject.Trait;
import dev.tombstone.model.operation.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The ways to delete that JDK 21 added to LinkedHashMap; called by reflection, for JDK 17 has none.
 */
final class LinkedSteps {
  private LinkedSteps() {}

  static List<Step> all() {
    List<Step> steps = new ArrayList<>();
    if (Runtime.version().feature() < 21) {
      return steps;
    }
    for (String method : List.of("pollFirstEntry", "pollLastEntry")) {
      add(steps, method, Operation.POLL, map -> call("java.util.SequencedMap", map, method));
      add(
          steps,
          "reversed." + method,
          Operation.POLL,
          map -> call("java.util.SequencedMap", reversed(map), method));
    }
    for (String view : List.of("sequencedKeySet", "sequencedValues", "sequencedEntrySet")) {
      for (String method : List.of("removeFirst", "removeLast")) {
        add(
            steps,
            view + "." + method,
            Operation.POLL,
            map -> {
              if (!map.isEmpty()) {
                Object elements = call("java.util.SequencedMap", map, view);
                call("java.util.SequencedCollection", elements, method);
              }
            });
      }
      add(
          steps,
          "reversed." + view + ".removeIf",
          Operation.REMOVE_IF,
          map -> {
            Object elements = call("java.util.SequencedMap", reversed(map), view);
            ((Collection<?>) elements).removeIf(element -> Objects.hashCode(element) % 2 == 0);
          });
    }
    steps.add(
        Step.needing(
            Trait.LINKED,
            "reversed.remove(k)",
            (map, subject, random) -> {
              Object key = subject.anyKey(random);
              boolean hit = map.containsKey(key);
              ((Map<?, ?>) reversed(map)).remove(key);
              return new Tally().keyed(Operation.REMOVE, hit);
            }));
    add(steps, "reversed.clear", Operation.CLEAR, map -> ((Map<?, ?>) reversed(map)).clear());
    return steps;
  }

  private interface Action {
    void on(Map<Object, Object> map);
  }

  private static void add(List<Step> steps, String name, Operation operation, Action action) {
    steps.add(
        Step.needing(
            Trait.LINKED, name, Step.dropped(operation, (map, subject, random) -> action.on(map))));
  }

  private static Object reversed(Object map) {
    return call("java.util.SequencedMap", map, "reversed");
  }

  static Object call(String type, Object receiver, String method) {
    try {
      return Class.forName(type).getMethod(method).invoke(receiver);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
