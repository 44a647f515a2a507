package dev.tombstone.agent.contract;

import dev.tombstone.model.operation.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Runs every family × operation against the model and prints the table; exits with 1 when a single
 * count is off. Every map is filled, one step is taken, and the difference of the agent's counts
 * must be what the model says, for this class and every operation.
 */
public final class ContractProgram {
  private static final int RANDOM_STEPS_A_ROUND = 300;
  private static final int THREAD_CALLS_A_ROUND = 2_500;

  private final List<String> failures = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final int rounds;
  private Tally ended = new Tally();

  private ContractProgram(int rounds) {
    this.rounds = rounds;
    steps.addAll(Steps.ofEveryMap());
    steps.addAll(NavigableSteps.all());
    steps.addAll(LinkedSteps.all());
    steps.addAll(FailingSteps.all());
  }

  /**
   * Runs all of it.
   *
   * @param arguments the seed, and how often each step is taken
   */
  public static void main(String[] arguments) throws Exception {
    long seed = Long.parseLong(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    ContractProgram program = new ContractProgram(rounds);
    System.out.println("| family | operation | ok |");
    System.out.println("|---|---|---|");
    for (Subject subject : Subjects.all()) {
      program.warmUp(subject, new Random(seed));
      program.directed(subject, new Random(seed));
      program.random(subject, new Random(seed));
      program.failing(subject);
    }
    program.failures.addAll(SpecialCases.run(seed));
    program.failures.addAll(FailingCases.run());
    program.failures.addAll(SetCases.run(seed));
    program.failures.addAll(ThreadCases.run(seed, rounds * THREAD_CALLS_A_ROUND));
    program.failures.forEach(failure -> System.out.println("FAILED " + failure));
    System.out.println("failures: " + program.failures.size());
    System.exit(program.failures.isEmpty() ? 0 : 1);
  }

  /** Once without looking, so that what the JDK itself deletes while it loads classes is past. */
  private void warmUp(Subject subject, Random random) {
    Map<Object, Object> map = subject.fresh().get();
    for (Step step : steps) {
      if (fits(step, subject)) {
        fill(map, subject, random);
        step.run().on(map, subject, random);
      }
    }
  }

  private void directed(Subject subject, Random random) {
    for (Step step : steps) {
      if (!fits(step, subject)) {
        continue;
      }
      int before = failures.size();
      Tally total = new Tally();
      Map<Object, Object> map = subject.fresh().get();
      for (int round = 0; round < rounds && failures.size() == before; round++) {
        fill(map, subject, random);
        check(step, map, subject, random, total);
      }
      boolean ok = failures.size() == before;
      System.out.println(
          "| "
              + subject.name()
              + " | "
              + step.name()
              + " "
              + total
              + " | "
              + (ok ? "ok" : "NO")
              + " |");
    }
  }

  private void random(Subject subject, Random random) {
    List<Step> fitting = steps.stream().filter(step -> fits(step, subject)).toList();
    int before = failures.size();
    Tally total = new Tally();
    Map<Object, Object> map = subject.fresh().get();
    for (int i = 0; i < rounds * RANDOM_STEPS_A_ROUND && failures.size() == before; i++) {
      if (i % 3 == 0) {
        map.put(subject.anyKey(random), subject.anyValue(random));
      }
      if (i % 50 == 0) {
        fill(map, subject, random);
      }
      check(fitting.get(random.nextInt(fitting.size())), map, subject, random, total);
    }
    boolean ok = failures.size() == before;
    System.out.println(
        "| " + subject.name() + " | random program " + total + " | " + (ok ? "ok" : "NO") + " |");
  }

  /** What the steps are for that end in exceptions: of each operation that can, some did. */
  private void failing(Subject subject) {
    for (Operation operation :
        List.of(Operation.REMOVE, Operation.REMOVE_VALUE, Operation.ITERATOR, Operation.COMPUTE)) {
      boolean byKey = operation == Operation.REMOVE || operation == Operation.REMOVE_VALUE;
      boolean can = !(byKey && subject.has(Subject.Trait.IDENTITY));
      if (can != (ended.failed[operation.ordinal()] > 0)) {
        failures.add(subject.name() + " " + operation.id() + " failed: " + ended);
      }
    }
    System.out.println("| " + subject.name() + " | all together " + ended + " | ok |");
    ended = new Tally();
  }

  private void check(
      Step step, Map<Object, Object> map, Subject subject, Random random, Tally total) {
    Tally before = Tally.counted(subject.mapClass());
    Tally expected = step.run().on(map, subject, random);
    Tally counted = Tally.counted(subject.mapClass()).minus(before);
    if (!counted.sameAs(expected)) {
      failures.add(
          subject.name() + " " + step.name() + ": expected " + expected + ", counted " + counted);
    }
    ended = ended.plus(expected);
    for (int op = 0; op < Operation.COUNT; op++) {
      total.removed[op] += expected.removed[op];
      total.missed[op] += expected.missed[op];
      total.failed[op] += expected.failed[op];
    }
  }

  private static void fill(Map<Object, Object> map, Subject subject, Random random) {
    for (Object key : subject.keys()) {
      if (random.nextInt(3) > 0) {
        map.put(key, subject.anyValue(random));
      }
    }
    if (subject.has(Subject.Trait.NULL_KEY) && random.nextBoolean()) {
      map.put(null, subject.anyValue(random));
    }
  }

  private static boolean fits(Step step, Subject subject) {
    return step.needs() == null || subject.has(step.needs());
  }
}
