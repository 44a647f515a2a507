package dev.tombstone.benchmarks.attack.programs.threads;

import dev.tombstone.benchmarks.attack.programs.Family;
import dev.tombstone.benchmarks.attack.programs.HealthyDeletions;
import dev.tombstone.benchmarks.attack.programs.Ledger;
import dev.tombstone.benchmarks.attack.programs.StillWorks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/**
 * Ends threads by {@code Thread.stop} in the middle of their deletions. Each has to die of the
 * first one.
 */
public final class ThreadStops {
  private static final int THREADS = 200;
  private static final long PATIENCE_MILLIS = 400;
  private static final int HEALTHY = 300;

  private ThreadStops() {}

  /** Folder and seed. */
  @SuppressWarnings({"deprecation", "removal"})
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Random random = new Random(Long.parseLong(arguments[1]));
    Ledger ledger = new Ledger();
    // What a class needs once is done before: a thread stopped in there leaves it unusable.
    new HealthyDeletions(ledger, random.nextLong()).run(HEALTHY);
    StillWorks.print();
    for (int i = 0; i < THREADS; i++) {
      Family family = Family.values()[random.nextInt(Family.values().length)];
      Thread thread = new Thread(() -> deleteForEver(family), "stopped");
      thread.start();
      Thread.sleep(random.nextInt(8));
      thread.stop();
      thread.join(PATIENCE_MILLIS);
      ledger.tried("swallowed", thread.isAlive());
      while (thread.isAlive()) {
        thread.stop();
        thread.join(1);
      }
    }
    new HealthyDeletions(ledger, random.nextLong()).run(HEALTHY);
    StillWorks.print();
    ledger.write(Path.of(arguments[0]));
  }

  private static void deleteForEver(Family family) {
    Map<Object, Object> map = family.plain();
    Object key = family.keys()[0];
    while (true) {
      map.put(key, key);
      map.remove(key);
      map.remove(key);
    }
  }
}
