package dev.tombstone.benchmarks.attack.programs.exhaustion;

import dev.tombstone.benchmarks.attack.programs.HealthyDeletions;
import dev.tombstone.benchmarks.attack.programs.Ledger;
import dev.tombstone.benchmarks.attack.programs.Op;
import dev.tombstone.benchmarks.attack.programs.StillWorks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fills the heap to the last byte again and again and deletes while it is full. A thread that dies
 * of it ends the program: its handler of uncaught exceptions halts the JVM, as servers have it.
 */
public final class FullHeap {
  private static final int ROUNDS = 40;
  private static final long FULL_MILLIS = 150;
  private static final int KEYS = 100;
  private static final int HEALTHY = 300;
  private static final int HALTED = 77;
  private static final int LARGEST = 1 << 20;
  private static final int SMALLEST = 16;

  private FullHeap() {}

  private static final class Doomed extends HashMap<Object, Object> {}

  /** Each points to the one before: no list that would have to grow. */
  private record Hog(byte[] bytes, @Nullable Hog before) {}

  /** Folder and seed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> Runtime.getRuntime().halt(HALTED));
    Ledger ledger = new Ledger();
    HealthyDeletions healthy = new HealthyDeletions(ledger, Long.parseLong(arguments[1]));
    healthy.run(HEALTHY);
    ledger.removed(Doomed.class, Op.REMOVE, 0);
    Map<Object, Object> map = new Doomed();
    for (int round = 0; round < ROUNDS; round++) {
      for (int key = 0; key < KEYS; key++) {
        map.put(key, key);
      }
      // Not in the first round: what the JVM needs once to run this it allocates then.
      delete(map, round > 0);
      ledger.removed(Doomed.class, Op.REMOVE, KEYS - (long) map.size());
      ledger.removed(Doomed.class, Op.CLEAR, map.size());
      map.clear();
    }
    Thread.sleep(1_500);
    healthy.run(HEALTHY);
    StillWorks.print();
    ledger.write(Path.of(arguments[0]));
  }

  private static void delete(Map<Object, Object> map, boolean full) {
    Hog hog = full ? fill() : null;
    long end = System.nanoTime() + FULL_MILLIS * 1_000_000L;
    for (int key = 0; System.nanoTime() < end; key++) {
      if (key < KEYS) {
        map.remove(key);
      }
    }
    keep(hog);
  }

  private static @Nullable Hog fill() {
    Hog last = null;
    for (int bytes = LARGEST; bytes >= SMALLEST; bytes /= 2) {
      try {
        while (true) {
          last = new Hog(new byte[bytes], last);
        }
      } catch (OutOfMemoryError e) {
        // The next ones are smaller.
      }
    }
    return last;
  }

  private static void keep(@Nullable Hog hog) {
    if (hog != null && hog.bytes.length == 0) {
      throw new IllegalStateException();
    }
  }
}
