package dev.tombstone.agent.programs.races;

import dev.tombstone.agent.programs.Together;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A map that two threads change a few hundred times a second each, without a lock: they meet in it
 * once in half a minute or so.
 */
public final class RareRace {
  private static final int KEYS = 64;
  private static final long MOST_PAUSE_NANOS = 5_000_000;

  private final Map<Integer, Integer> map = new HashMap<>();

  private RareRace() {}

  /**
   * Runs for a while.
   *
   * @param arguments a file to wait for before the start, and for how many milliseconds to run
   */
  public static void main(String[] arguments) throws Exception {
    RareRace race = new RareRace();
    Together.awaitFile(arguments[0]);
    Together.repeat(Long.parseLong(arguments[1]), race::login, race::expire);
    Runtime.getRuntime().halt(0);
  }

  private void login() {
    pause();
    map.put(ThreadLocalRandom.current().nextInt(KEYS), 1);
  }

  private void expire() {
    pause();
    map.remove(ThreadLocalRandom.current().nextInt(KEYS));
  }

  private static void pause() {
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(MOST_PAUSE_NANOS));
  }
}
