package dev.tombstone.agent.programs.races;

import dev.tombstone.agent.programs.Together;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A map that one thread changes millions of times a second, alone for as long as it takes the watch
 * to come to rest; then a second thread comes, without a lock. Their keys are in bins of their own:
 * no chain of entries can be broken, and neither thread runs in circles.
 */
public final class LateRace {
  private static final int KEYS = 1_024;
  private static final long ALONE_MILLIS = 8_000;

  private final Map<Integer, Integer> map = new HashMap<>(8 * KEYS);
  private final long begin = System.nanoTime();
  private int next;
  private int nextOther;

  private LateRace() {}

  /**
   * Runs for a while.
   *
   * @param arguments a file to wait for before the start, and for how many milliseconds to run
   */
  public static void main(String[] arguments) throws Exception {
    Together.awaitFile(arguments[0]);
    LateRace race = new LateRace();
    Together.repeat(Long.parseLong(arguments[1]), race::hot, race::late);
    Runtime.getRuntime().halt(0);
  }

  private void hot() {
    int key = next++ & (KEYS - 1);
    map.put(key, key);
    map.remove((key + KEYS / 2) & (KEYS - 1));
  }

  private void late() throws InterruptedException {
    if (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(ALONE_MILLIS)) {
      Thread.sleep(1);
      return;
    }
    int key = KEYS + (nextOther++ & (KEYS - 1));
    map.put(key, key);
    map.remove(key);
  }
}
