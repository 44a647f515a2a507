package dev.tombstone.agent.contract;

import dev.tombstone.model.operation.Operation;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One way to delete.
 *
 * @param name as the table calls it
 * @param needs the trait a subject must have, or null
 * @param run performs it and answers what the agent must have counted
 */
record Step(String name, Subject.@Nullable Trait needs, Run run) {
  /** Performs a step on a map; the model says what must be counted before the map is touched. */
  interface Run {
    Tally on(Map<Object, Object> map, Subject subject, Random random);
  }

  static Step of(String name, Run run) {
    return new Step(name, null, run);
  }

  static Step needing(Subject.Trait trait, String name, Run run) {
    return new Step(name, trait, run);
  }

  /**
   * A step that drops entries without a key: what must be counted is how much smaller the map got.
   */
  static Step dropping(String name, Operation operation, Action action) {
    return of(name, dropped(operation, action));
  }

  static Run dropped(Operation operation, Action action) {
    return (map, subject, random) -> {
      int before = map.size();
      try {
        action.on(map, subject, random);
      } catch (Interruption expected) {
        // What was removed until then was removed.
      }
      return new Tally().removed(operation, before - map.size());
    };
  }

  /** What a dropping step does. */
  interface Action {
    void on(Map<Object, Object> map, Subject subject, Random random);
  }

  /** Thrown by user functions of the steps. */
  static final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Interruption() {
      super(null, null, false, false);
    }
  }
}
