package dev.tombstone.agent.suite;

import java.util.List;
import java.util.stream.Stream;

/** All programs. */
public final class Suite {
  private Suite() {}

  /** Those that a detector is to find, by a {@code PROVEN} finding. */
  static List<Program> broken() {
    return join(
        Stream.of(BrokenOperations.programs(), BrokenLocks.programs(), BrokenHandOvers.programs()));
  }

  /** Those of which at most {@code OBSERVED} can be said: code of the application runs inside. */
  static List<Program> brokenInside() {
    return BrokenInside.programs();
  }

  /** Those of which nothing may be said. */
  static List<Program> correct() {
    return join(
        Stream.of(
            CorrectLocks.programs(),
            CorrectHandOvers.programs(),
            CorrectTasks.programs(),
            CorrectInside.programs(),
            CorrectLoops.programs(),
            CorrectMisses.programs()));
  }

  /** Names of the broken ones that can run here. */
  public static List<String> brokenNames(int feature) {
    return names(broken(), feature);
  }

  /** Names of those that are broken and run code of their own inside. */
  public static List<String> brokenInsideNames(int feature) {
    return names(brokenInside(), feature);
  }

  /** Names of the correct ones that can run here. */
  public static List<String> correctNames(int feature) {
    return names(correct(), feature);
  }

  static Program named(String name) {
    return join(Stream.of(broken(), brokenInside(), correct())).stream()
        .filter(program -> program.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(List<Program> programs, int feature) {
    return programs.stream()
        .filter(program -> program.since() <= feature)
        .map(Program::name)
        .toList();
  }

  private static List<Program> join(Stream<List<Program>> lists) {
    return lists.flatMap(List::stream).toList();
  }
}
