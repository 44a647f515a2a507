package dev.tombstone.benchmarks.attack;

import dev.tombstone.benchmarks.attack.programs.FirstDeletionOverflow;
import dev.tombstone.benchmarks.attack.programs.OverflowEverywhere;
import dev.tombstone.benchmarks.attack.programs.RandomOperations;
import java.util.List;

/** All attacks. */
final class Attacks {
  private static final List<Attack> ALL =
      List.of(
          new Attack("first-deletion-overflow", FirstDeletionOverflow.class),
          new Attack("overflow-everywhere", OverflowEverywhere.class),
          new Attack("random-operations", RandomOperations.class));

  private Attacks() {}

  static List<Attack> all() {
    return ALL;
  }

  static Attack named(String name) {
    return ALL.stream()
        .filter(attack -> attack.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no attack " + name + ", see --list"));
  }
}
