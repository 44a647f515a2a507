package dev.tombstone.benchmarks.attack.programs.threads;

import dev.tombstone.benchmarks.attack.programs.HealthyDeletions;
import dev.tombstone.benchmarks.attack.programs.Ledger;
import dev.tombstone.benchmarks.attack.programs.StillWorks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** Deletions on threads that mind being asked anything. */
public final class HostileThreads {
  private static final int THREADS = 40;
  private static final int OPERATIONS = 100;

  private HostileThreads() {}

  /** Folder and seed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Random random = new Random(Long.parseLong(arguments[1]));
    Ledger ledger = new Ledger();
    for (int i = 0; i < THREADS; i++) {
      HostileThread.Trap trap = HostileThread.Trap.values()[i % 4];
      HealthyDeletions deletions = new HealthyDeletions(ledger, random.nextLong());
      Thread thread = new HostileThread(trap, () -> deletions.run(OPERATIONS));
      HostileThread.arm(true);
      thread.start();
      thread.join();
      HostileThread.arm(false);
    }
    // Beside another agent there may be some, and with this one not more.
    ledger.tried("traps-called", HostileThread.calls(), (long) THREADS * OPERATIONS);
    new HealthyDeletions(ledger, random.nextLong()).run(OPERATIONS);
    StillWorks.print();
    ledger.write(Path.of(arguments[0]));
  }
}
