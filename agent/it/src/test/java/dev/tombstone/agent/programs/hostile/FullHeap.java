package dev.tombstone.agent.programs.hostile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills the heap again and again and survives it, as a server does that catches what a request
 * throws. Its default handler of uncaught exceptions ends the JVM with exit code 77.
 */
public final class FullHeap {
  private static final int HALTED = 77;

  private FullHeap() {}

  /**
   * Runs.
   *
   * @param arguments how often, for how many milliseconds each time, and how long to stay
   *     afterwards; it ends earlier when its standard input does
   */
  public static void main(String[] arguments) throws Exception {
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> Runtime.getRuntime().halt(HALTED));
    Map<Integer, Integer> map = new HashMap<>();
    for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
      fill(map, Long.parseLong(arguments[1]));
      Thread.sleep(300);
    }
    System.out.println("filled");
    long end = System.nanoTime() + Long.parseLong(arguments[2]) * 1_000_000;
    while (System.nanoTime() - end < 0 && System.in.available() == 0) {
      delete(map);
      Thread.sleep(10);
    }
    System.exit(0);
  }

  /** Holds the heap full: whatever the collector frees is taken at once. */
  private static void fill(Map<Integer, Integer> map, long millis) {
    List<byte[]> blocks = new ArrayList<>(1 << 20);
    long end = System.nanoTime() + millis * 1_000_000;
    int size = 1 << 20;
    while (System.nanoTime() - end < 0) {
      try {
        blocks.add(new byte[size]);
        delete(map);
      } catch (OutOfMemoryError full) {
        size = Math.max(16, size / 2);
      }
    }
  }

  private static void delete(Map<Integer, Integer> map) {
    map.put(1, 1);
    map.remove(1);
  }
}
