package dev.tombstone.benchmarks.attack.programs.maps;

import dev.tombstone.benchmarks.attack.programs.HealthyDeletions;
import dev.tombstone.benchmarks.attack.programs.Ledger;
import dev.tombstone.benchmarks.attack.programs.StillWorks;
import java.io.IOException;
import java.nio.file.Path;

/** Random operations on all families, on several threads at once, each with maps of its own. */
public final class RandomOperations {
  private static final int THREADS = 3;
  private static final int OPERATIONS = Integer.getInteger("attack.operations", 60_000);

  private RandomOperations() {}

  /** Folder and seed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    long seed = Long.parseLong(arguments[1]);
    Ledger ledger = new Ledger();
    Thread[] threads = new Thread[THREADS];
    for (int i = 0; i < THREADS; i++) {
      HealthyDeletions deletions = new HealthyDeletions(ledger, seed + i);
      threads[i] = new Thread(() -> deletions.run(OPERATIONS));
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    ledger.write(Path.of(arguments[0]));
    StillWorks.print();
  }
}
