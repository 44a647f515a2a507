package dev.tombstone.benchmarks.attack.programs.exhaustion;

import dev.tombstone.benchmarks.attack.programs.HealthyDeletions;
import dev.tombstone.benchmarks.attack.programs.Ledger;
import dev.tombstone.benchmarks.attack.programs.Op;
import dev.tombstone.benchmarks.attack.programs.StillWorks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.WeakHashMap;

/** Keys that the collector clears, over and over. */
public final class ForcedCollections {
  private static final int COLLECTIONS = 200;
  private static final int KEYS = 300;

  private ForcedCollections() {}

  private static final class Own extends WeakHashMap<Object, Object> {}

  /** Folder and seed. */
  public static void main(String[] arguments) throws IOException {
    Random random = new Random(Long.parseLong(arguments[1]));
    Ledger ledger = new Ledger();
    Map<Object, Object> map = new Own();
    HealthyDeletions deletions = new HealthyDeletions(ledger, random.nextLong());
    for (int i = 0; i < COLLECTIONS; i++) {
      for (int key = 0; key < KEYS; key++) {
        map.put(new Object(), key);
      }
      System.gc();
      map.size();
      deletions.run(random.nextInt(20));
    }
    ledger.removed(Own.class, Op.EXPUNGE, (long) COLLECTIONS * KEYS - map.size());
    StillWorks.print();
    ledger.write(Path.of(arguments[0]));
  }
}
