package dev.tombstone.benchmarks.attack.programs.exhaustion;

import dev.tombstone.benchmarks.attack.programs.HealthyDeletions;
import dev.tombstone.benchmarks.attack.programs.Ledger;
import dev.tombstone.benchmarks.attack.programs.Signals;
import dev.tombstone.benchmarks.attack.programs.StillWorks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Ends in one of the ways in which programs end, with findings on the way. Its standard error is a
 * full pipe.
 */
public final class FullStandardError {
  private static final int KEYS = 2_000;
  private static final int ROUNDS = 100;
  private static final int HEALTHY = 200;

  private FullStandardError() {}

  /** Folder and seed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Random random = new Random(Long.parseLong(arguments[1]));
    System.out.println("hello world");
    Ledger ledger = new Ledger();
    int way = random.nextInt(3);
    if (way > 0) {
      race();
      new HealthyDeletions(ledger, random.nextLong()).run(HEALTHY);
      StillWorks.print();
    }
    Signals signals = new Signals(Path.of(arguments[0]));
    signals.ready();
    signals.awaitDone(() -> {});
    ledger.write(Path.of(arguments[0]));
    switch (way) {
      case 0 -> {}
      case 1 -> System.exit(3);
      default -> new Thread(() -> System.exit(4)).start();
    }
  }

  /** Two threads inside one map: each has buckets of its own, so that nothing breaks. */
  private static void race() throws InterruptedException {
    Map<Object, Object> map = new HashMap<>(4 * KEYS);
    Thread other = new Thread(() -> delete(map, 0));
    other.start();
    delete(map, KEYS);
    other.join();
  }

  private static void delete(Map<Object, Object> map, int from) {
    for (int round = 0; round < ROUNDS; round++) {
      for (int key = from; key < from + KEYS; key++) {
        map.put(key, key);
      }
      for (int key = from; key < from + KEYS; key++) {
        map.remove(key);
      }
    }
  }
}
