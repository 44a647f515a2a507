package dev.tombstone.benchmarks.attack.programs.load;

import dev.tombstone.benchmarks.attack.programs.Family;
import dev.tombstone.benchmarks.attack.programs.HealthyDeletions;
import dev.tombstone.benchmarks.attack.programs.Ledger;
import dev.tombstone.benchmarks.attack.programs.Signals;
import dev.tombstone.benchmarks.attack.programs.StillWorks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Three threads delete all the time while agents come and go; each looks whether its maps do what
 * they have to. Once the last has come, deletions are written into the model.
 */
public final class LoadWhileAttached {
  private static final int THREADS = 3;
  private static final int HEALTHY = 2_000;

  private static volatile boolean over;

  private LoadWhileAttached() {}

  /** Folder and seed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    long seed = Long.parseLong(arguments[1]);
    Thread[] threads = new Thread[THREADS];
    for (int i = 0; i < THREADS; i++) {
      threads[i] = new Thread(() -> load(new Random(seed)), "load");
      threads[i].start();
    }
    Signals signals = new Signals(Path.of(arguments[0]));
    signals.ready();
    signals.awaitDone(() -> {});
    over = true;
    for (Thread thread : threads) {
      thread.join();
    }
    Ledger ledger = new Ledger();
    new HealthyDeletions(ledger, seed).run(HEALTHY);
    StillWorks.print();
    ledger.write(Path.of(arguments[0]));
  }

  private static void load(Random random) {
    while (!over) {
      Family family = Family.values()[random.nextInt(Family.values().length)];
      Map<Object, Object> map = family.plain();
      for (Object key : family.keys()) {
        map.put(key, key);
      }
      for (Object key : family.keys()) {
        if (map.remove(key) != key || map.remove(key) != null) {
          System.out.println("a removal of " + family + " answered another value");
        }
      }
      if (!map.isEmpty() || ThreadLocalRandom.current().nextInt() == 0 && over) {
        System.out.println("entries are left in " + family);
      }
    }
  }
}
