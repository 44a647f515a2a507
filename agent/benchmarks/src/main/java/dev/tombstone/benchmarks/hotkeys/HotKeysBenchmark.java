package dev.tombstone.benchmarks.hotkeys;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares the agent's hot-key sketch with Apache DataSketches, with exact counts of the sample,
 * and with the targets it has to reach. Arguments: {@code [--trace FILE]}, an xz file of big-endian
 * ints. Prints Markdown; the exit code is 1 if a target is missed.
 */
public final class HotKeysBenchmark {
  private static final int EVENTS = 10_000_000;
  private static final long SEED = 42;
  private static final int SEEDS = 5;
  private static final int WARM_UP_EVENTS = 500_000;

  private HotKeysBenchmark() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    Optional<Path> trace = trace(arguments);
    warmUp();
    List<Result> results = results(new KeyStreams(EVENTS, SEED), trace, Plan.all(), SEEDS);
    List<Target> targets = new ArrayList<>(Target.ofAccuracy(results));
    targets.addAll(Target.ofCost(results));
    targets.add(Target.ofMemory(WindowMemory.measure()));
    PrintStream out = new PrintStream(System.out, true, "UTF-8");
    out.printf(
        "%s, JDK %s, %d events a stream, seed %d, means over %d seeds of the sampling%n%n",
        LocalDate.now(), Runtime.version(), EVENTS, SEED, SEEDS);
    out.println(HotKeysReport.targets(targets));
    out.println(HotKeysReport.results(results));
    if (!targets.stream().allMatch(Target::met)) {
      System.exit(1);
    }
  }

  /** Runs every plan on every stream. */
  static List<Result> results(KeyStreams streams, Optional<Path> trace, List<Plan> plans, int seeds)
      throws IOException {
    List<Result> results = new ArrayList<>();
    for (StreamSource source : sources(streams, trace)) {
      KeyStream stream = source.stream();
      Truth truth = Truth.of(stream);
      for (Plan plan : plans) {
        results.add(Result.of(stream, truth, plan, seeds));
      }
    }
    return results;
  }

  /** Made one at a time: each takes a hundred megabytes. */
  private interface StreamSource {
    KeyStream stream() throws IOException;
  }

  private static List<StreamSource> sources(KeyStreams streams, Optional<Path> trace) {
    List<StreamSource> sources = new ArrayList<>();
    for (double exponent : new double[] {0.8, 1.0, 1.2}) {
      sources.add(() -> streams.zipf(exponent));
    }
    sources.add(streams::uniform);
    sources.add(streams::floodBefore);
    sources.add(streams::floodAfter);
    sources.add(streams::floodAmong);
    sources.add(streams::collisions);
    trace.ifPresent(file -> sources.add(() -> streams.trace(file)));
    return sources;
  }

  /** Lets the compiler see everything once, so that the first stream is not charged for it. */
  private static void warmUp() throws IOException {
    for (int round = 0; round < SEEDS; round++) {
      results(new KeyStreams(WARM_UP_EVENTS, round), Optional.empty(), Plan.all(), 1);
    }
  }

  private static Optional<Path> trace(String[] arguments) {
    if (arguments.length == 0) {
      return Optional.empty();
    }
    if (arguments.length == 2 && arguments[0].equals("--trace")) {
      return Optional.of(Path.of(arguments[1]));
    }
    throw new IllegalArgumentException("usage: [--trace FILE]");
  }
}
