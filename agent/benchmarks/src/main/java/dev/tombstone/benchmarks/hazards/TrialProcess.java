package dev.tombstone.benchmarks.hazards;

import dev.tombstone.benchmarks.hazards.Tally.Outcome;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes trials in a JVM of its own, on two threads that wait for each other by spinning. A thread
 * that hangs in a corrupted map cannot be ended: the trial is counted and the JVM given up, and
 * another makes the rest.
 */
final class TrialProcess {
  private static final int WARM_UP = 20_000;
  private static final int JITTER_SPINS = 64;
  private static final long HUNG_NANOS = 2_000_000_000L;

  private final Trial trial;
  private final Tally tally = new Tally();
  private volatile int begun;
  private volatile int ended;
  private volatile long otherFrom;
  private volatile long otherTo;
  private volatile boolean done;

  private TrialProcess(Trial trial) {
    this.trial = trial;
  }

  /** In the JVM of the trials: kind, map, number. */
  public static void main(String[] arguments) throws InterruptedException {
    Trial trial = Trials.valueOf(arguments[0]).on(Trials.type(arguments[1]));
    TrialProcess process = new TrialProcess(trial);
    start(process::second);
    start(() -> process.first(Integer.parseInt(arguments[2])));
    process.awaitDone();
    new PrintStream(System.out, true, StandardCharsets.UTF_8).println(process.tally.line());
    Runtime.getRuntime().halt(0);
  }

  /** Makes so many, in as many JVMs as it takes. */
  static Tally run(Trials kind, String map, int number) throws IOException, InterruptedException {
    Tally sum = new Tally();
    while (sum.trials() < number) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  TrialProcess.class.getName(),
                  kind.name(),
                  map,
                  Long.toString(number - sum.trials()))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException("the trials ended with " + process.exitValue());
      }
      sum.add(Tally.parse(out.strip()));
    }
    return sum;
  }

  private static void start(Runnable body) {
    Thread thread = new Thread(body);
    thread.setDaemon(true);
    thread.start();
  }

  private void first(int number) {
    for (int i = 1; i <= WARM_UP + number; i++) {
      trial.prepare();
      begun = i;
      jitter();
      long from = System.nanoTime();
      trial.run(true);
      long to = System.nanoTime();
      while (ended != i) {
        Thread.onSpinWait();
      }
      if (i > WARM_UP) {
        long window = Math.min(to, otherTo) - Math.max(from, otherFrom);
        if (window > 0) {
          tally.window(window);
        }
        trial.check(tally);
      }
    }
    done = true;
  }

  private void second() {
    for (int i = 1; true; i++) {
      while (begun != i) {
        Thread.onSpinWait();
      }
      jitter();
      long from = System.nanoTime();
      trial.run(false);
      otherTo = System.nanoTime();
      otherFrom = from;
      ended = i;
    }
  }

  /** So that the two do not meet at the same point each time. */
  private static void jitter() {
    for (int i = ThreadLocalRandom.current().nextInt(JITTER_SPINS); i > 0; i--) {
      Thread.onSpinWait();
    }
  }

  /** Or gives up: nothing has moved for two seconds. */
  private void awaitDone() throws InterruptedException {
    int last = 0;
    long since = System.nanoTime();
    while (!done) {
      Thread.sleep(1);
      int now = begun;
      if (now != last) {
        last = now;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > HUNG_NANOS) {
        tally.trial();
        tally.add(Outcome.HUNG);
        tally.add(Outcome.INCONSISTENT);
        return;
      }
    }
  }
}
