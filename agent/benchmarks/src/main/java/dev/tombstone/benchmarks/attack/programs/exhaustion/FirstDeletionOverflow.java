package dev.tombstone.benchmarks.attack.programs.exhaustion;

import dev.tombstone.benchmarks.attack.programs.Family;
import dev.tombstone.benchmarks.attack.programs.HealthyDeletions;
import dev.tombstone.benchmarks.attack.programs.Ledger;
import dev.tombstone.benchmarks.attack.programs.StillWorks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/**
 * The first deletions of the program are made where the stack ends. What the JDK had to initialise
 * there would be unusable for good.
 */
public final class FirstDeletionOverflow {
  private static final int LEVELS = 12;
  private static final int HEALTHY = 400;

  private final Map<Object, Object> map;
  private final Object[] keys;
  private int overflows;
  private int next;

  private FirstDeletionOverflow(Family family) {
    this.map = family.plain();
    this.keys = family.keys();
    for (Object key : keys) {
      map.put(key, key);
    }
  }

  /** Folder and seed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    long seed = Long.parseLong(arguments[1]);
    Random random = new Random(seed);
    FirstDeletionOverflow attack =
        new FirstDeletionOverflow(Family.values()[random.nextInt(Family.values().length)]);
    Thread thread = new Thread(() -> attack.overflow(random.nextInt(4)), "first");
    if (random.nextBoolean()) {
      thread.start();
      thread.join();
    } else {
      thread.run();
    }
    System.out.println("overflowed " + (attack.overflows > 0));
    StillWorks.print();
    Ledger ledger = new Ledger();
    new HealthyDeletions(ledger, seed).run(HEALTHY);
    ledger.write(Path.of(arguments[0]));
  }

  /** The frames' sizes differ, so that the stack ends elsewhere each time. */
  private void overflow(int kind) {
    try {
      if (kind == 0) {
        overflow(kind);
      } else if (kind == 1) {
        wide(kind, 1, 2, 3);
      } else {
        wide(kind, next, overflows, kind);
      }
    } catch (StackOverflowError e) {
      overflows++;
    }
    if (next < LEVELS) {
      delete();
    }
  }

  private long wide(int kind, long a, long b, long c) {
    long d = a * b;
    long e = b * c;
    overflow(kind);
    return a + b + c + d + e;
  }

  private void delete() {
    try {
      map.remove(keys[next]);
      next++;
    } catch (StackOverflowError e) {
      overflows++;
    }
  }
}
