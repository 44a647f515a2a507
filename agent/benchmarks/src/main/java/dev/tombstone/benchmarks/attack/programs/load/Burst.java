package dev.tombstone.benchmarks.attack.programs.load;

import dev.tombstone.benchmarks.attack.programs.HealthyDeletions;
import dev.tombstone.benchmarks.attack.programs.Ledger;
import dev.tombstone.benchmarks.attack.programs.Op;
import dev.tombstone.benchmarks.attack.programs.StillWorks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Deletes at full speed from the first moment, so that the agent has to adapt its ratio while
 * classes are still being loaded and other agents' transformers delete as well.
 */
public final class Burst {
  private static final int DELETIONS = 100_000;
  private static final int HEALTHY = 300;

  private Burst() {}

  private static final class Own extends HashMap<Object, Object> {}

  /** Folder and seed. */
  public static void main(String[] arguments) throws IOException {
    Map<Object, Object> map = new Own();
    for (int i = 0; i < DELETIONS; i++) {
      map.put(i, i);
      map.remove(i);
    }
    StillWorks.print();
    Ledger ledger = new Ledger();
    ledger.removed(Own.class, Op.REMOVE, DELETIONS);
    new HealthyDeletions(ledger, Long.parseLong(arguments[1])).run(HEALTHY);
    ledger.write(Path.of(arguments[0]));
  }
}
