package dev.tombstone.benchmarks.attack;

import dev.tombstone.benchmarks.attack.outcome.Outcome;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The soak: rounds of all attacks in turn, in an order that is drawn, until the time is up. */
public final class AttackBenchmark {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private static final PrintStream ERR = new PrintStream(System.err, true, StandardCharsets.UTF_8);

  private static final int REASONS_SHOWN = 8;

  private final Settings settings;
  private final Draw draw;
  private final AttackReport report = new AttackReport();

  private AttackBenchmark(Settings settings) {
    this.settings = settings;
    this.draw = new Draw(List.copyOf(settings.installation().homes().keySet()), settings.peers());
  }

  /** Runs; exits with 1 if an attack got through. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Settings settings = Settings.parse(arguments);
    if (settings.list()) {
      Attacks.all().forEach(attack -> OUT.println(attack.name()));
      return;
    }
    AttackReport report = new AttackBenchmark(settings).run();
    OUT.print(report.markdown(settings.seed()));
    System.exit(report.allHeld() ? 0 : 1);
  }

  private AttackReport run() throws IOException, InterruptedException {
    long end = System.nanoTime() + settings.nanos();
    ERR.println("seed " + settings.seed());
    List<Attack> attacks = new ArrayList<>(settings.attacks());
    Collections.shuffle(attacks, new Random(settings.seed()));
    for (int i = 0; i < settings.rounds() && System.nanoTime() < end; i++) {
      Attack attack = attacks.get(i % attacks.size());
      Round round = draw.round(attack, settings.seed() + i);
      if (round == null) {
        report.skipped(attack);
      } else {
        one(round);
      }
    }
    return report;
  }

  private void one(Round round) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Path folder = settings.outputs().resolve(round.attack().name() + "-" + round.seed());
    delete(folder);
    JvmRun bareRun = new JvmRun(round, settings.installation(), folder.resolve("bare"), false);
    JvmRun agentRun = new JvmRun(round, settings.installation(), folder.resolve("agent"), true);
    // Both at once: what one takes from the other, the other takes from the one.
    Side bareSide = new Side(bareRun);
    bareSide.start();
    Outcome withAgent = agentRun.run();
    Outcome bare = bareSide.outcome();
    List<String> reasons = Comparison.reasons(round.attack(), bare, withAgent);
    report.add(round, bare, withAgent, reasons);
    long seconds = (System.nanoTime() - start) / 1_000_000_000L;
    ERR.println((reasons.isEmpty() ? "held    " : "BROKEN  ") + seconds + " s  " + round);
    reasons.stream().limit(REASONS_SHOWN).forEach(reason -> ERR.println("          " + reason));
    if (reasons.isEmpty() && !settings.keep()) {
      delete(folder);
    } else if (!reasons.isEmpty()) {
      Files.write(folder.resolve("reasons.txt"), reasons);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** The bare run, on a thread of its own. */
  private static final class Side extends Thread {
    private final JvmRun run;
    private @Nullable Outcome outcome;
    private @Nullable Exception failure;

    Side(JvmRun run) {
      super("bare");
      this.run = run;
    }

    @Override
    public void run() {
      try {
        outcome = run.run();
      } catch (IOException | InterruptedException | RuntimeException e) {
        failure = e;
      }
    }

    Outcome outcome() throws IOException, InterruptedException {
      join();
      if (outcome == null) {
        throw new IOException("the bare run failed", failure);
      }
      return outcome;
    }
  }
}
