package dev.tombstone.benchmarks.attack.programs.threads;

import com.sun.management.OperatingSystemMXBean;
import dev.tombstone.benchmarks.attack.programs.HealthyDeletions;
import dev.tombstone.benchmarks.attack.programs.Ledger;
import dev.tombstone.benchmarks.attack.programs.Signals;
import dev.tombstone.benchmarks.attack.programs.StillWorks;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Random;

/**
 * Interrupts every thread there is, one by one and by group, and then looks whether any of them
 * does not come to rest.
 */
public final class Interrupts {
  private static final int ROUNDS = 60;
  private static final int OPERATIONS = 30;
  private static final long REST_MILLIS = 2_000;

  private Interrupts() {}

  /** Folder and seed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Random random = new Random(Long.parseLong(arguments[1]));
    Ledger ledger = new Ledger();
    HealthyDeletions deletions = new HealthyDeletions(ledger, random.nextLong());
    if (random.nextInt(3) > 0) {
      // Else while agents are starting.
      Thread.sleep(2_000);
    }
    for (int round = 0; round < ROUNDS; round++) {
      if (random.nextBoolean()) {
        root().interrupt();
        Thread.interrupted();
      } else {
        Thread.getAllStackTraces().keySet().forEach(Interrupts::interruptOther);
      }
      deletions.run(OPERATIONS);
      Thread.sleep(random.nextInt(60));
    }
    Thread.sleep(REST_MILLIS / 2);
    System.out.println("at rest " + isAtRest());
    Signals signals = new Signals(Path.of(arguments[0]));
    signals.ready();
    signals.awaitDone(() -> deletions.run(1));
    StillWorks.print();
    ledger.write(Path.of(arguments[0]));
  }

  private static boolean isAtRest() throws InterruptedException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long before = system.getProcessCpuTime();
    Thread.sleep(REST_MILLIS);
    return system.getProcessCpuTime() - before < REST_MILLIS * 1_000_000L / 2;
  }

  private static void interruptOther(Thread thread) {
    if (thread != Thread.currentThread()) {
      thread.interrupt();
    }
  }

  private static ThreadGroup root() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }
}
