package dev.tombstone.benchmarks.attack.programs.load;

import dev.tombstone.benchmarks.attack.programs.HealthyDeletions;
import dev.tombstone.benchmarks.attack.programs.Ledger;
import dev.tombstone.benchmarks.attack.programs.Signals;
import dev.tombstone.benchmarks.attack.programs.StillWorks;
import java.io.IOException;
import java.nio.file.Path;

/** Deletes a little while something is done to it from outside, and some more when that is done. */
public final class Resting {
  private static final int HEALTHY = 500;

  private Resting() {}

  /** Folder and seed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Ledger ledger = new Ledger();
    HealthyDeletions deletions = new HealthyDeletions(ledger, Long.parseLong(arguments[1]));
    Signals signals = new Signals(Path.of(arguments[0]));
    signals.ready();
    signals.awaitDone(() -> deletions.run(3));
    deletions.run(HEALTHY);
    StillWorks.print();
    ledger.write(Path.of(arguments[0]));
  }
}
