package dev.tombstone.benchmarks.attack.programs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

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
  public static void main(String[] arguments) throws IOException {
    long seed = Long.parseLong(arguments[1]);
    Random random = new Random(seed);
    FirstDeletionOverflow attack =
        new FirstDeletionOverflow(Family.values()[random.nextInt(Family.values().length)]);
    attack.overflow(random.nextInt(4));
    System.out.println("overflowed " + (attack.overflows > 0));
    System.out.println("Math.log1p " + works(() -> Math.log1p(0.5)));
    System.out.println("Math.pow " + works(() -> Math.pow(0.5, 1.5) + Math.exp(0.3)));
    System.out.println("StrictMath.sinh " + works(() -> StrictMath.sinh(0.5) + Math.cbrt(2)));
    System.out.println("ThreadLocalRandom " + works(() -> ThreadLocalRandom.current().nextInt(9)));
    System.out.println(
        "ConcurrentSkipListMap "
            + works(() -> new ConcurrentSkipListMap<Object, Object>().put(1, 2)));
    System.out.println("LongAdder " + works(() -> new LongAdder().sumThenReset()));
    System.out.println(
        "StackWalker "
            + works(() -> StackWalker.getInstance().walk(frames -> frames.limit(3).count())));
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

  private static String works(Callable<Object> use) {
    try {
      use.call();
      return "works";
    } catch (Throwable e) {
      return e.toString();
    }
  }
}
