package dev.tombstone.benchmarks.attack.programs.exhaustion;

import dev.tombstone.benchmarks.attack.programs.Ledger;
import dev.tombstone.benchmarks.attack.programs.Op;
import dev.tombstone.benchmarks.attack.programs.StillWorks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Threads whose first deletion is made where their stack ends. All that they delete afterwards has
 * to be counted.
 */
public final class OverflowOnNewThreads {
  private static final int THREADS = 500;
  private static final int AT_ONCE = 4;
  private static final int DELETIONS = 1_000;
  private static final int STACK_BYTES = 200_000;
  private static final int STEP_BYTES = 4_096;

  private final int attempts;
  private int made;

  private OverflowOnNewThreads(int attempts) {
    this.attempts = attempts;
  }

  private static final class Own extends HashMap<Object, Object> {}

  /** Folder and seed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Random random = new Random(Long.parseLong(arguments[1]));
    Ledger ledger = new Ledger();
    delete(new Own());
    Thread[] threads = new Thread[AT_ONCE];
    for (int begun = 0; begun < THREADS; begun += AT_ONCE) {
      for (int i = 0; i < AT_ONCE; i++) {
        OverflowOnNewThreads attack = new OverflowOnNewThreads(1 + random.nextInt(80));
        int frames = random.nextInt(24);
        long stack = STACK_BYTES + (long) random.nextInt(8) * STEP_BYTES;
        threads[i] = new Thread(null, () -> attack.run(frames), "new", stack);
        threads[i].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    ledger.removed(Own.class, Op.REMOVE, (THREADS + 1L) * DELETIONS);
    ledger.missed(Own.class, Op.REMOVE, (THREADS + 1L) * DELETIONS);
    StillWorks.print();
    ledger.write(Path.of(arguments[0]));
  }

  private void run(int frames) {
    Map<Object, Object> map = new HashMap<>();
    map.put(1, 1);
    begin(frames, map);
    delete(new Own());
  }

  /** Some frames of another size first, so that the descent ends elsewhere. */
  private long begin(int frames, Map<Object, Object> map) {
    if (frames == 0) {
      descend(map);
      return 0;
    }
    return frames * begin(frames - 1, map) + made;
  }

  private void descend(Map<Object, Object> map) {
    try {
      descend(map);
    } catch (StackOverflowError e) {
      // From here on upwards there is more stack at every level.
    }
    if (made < attempts) {
      try {
        map.remove(1);
        made++;
      } catch (StackOverflowError e) {
        // Not yet.
      }
    }
  }

  private static void delete(Map<Object, Object> map) {
    for (int key = 0; key < DELETIONS; key++) {
      map.put(key, key);
      map.remove(key);
      map.remove(key);
    }
  }
}
