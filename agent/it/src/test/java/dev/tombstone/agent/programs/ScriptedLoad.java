package dev.tombstone.agent.programs;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Deletes at fixed rates: what is late is made up for, so that any stretch of seconds has its
 * share. A line on standard input makes two threads break a map for a while; the end of the input
 * ends the program.
 */
public final class ScriptedLoad {
  /** Deletions a second by key. */
  public static final int SESSIONS = 1_000;

  /** Of these, of one key. */
  public static final int HOT = 600;

  /** Keys that the others are spread over. */
  public static final int OTHER_KEYS = 2_000;

  /** Removals that find nothing. */
  public static final int ABSENT = 250;

  /** Keys that these are spread over. */
  public static final int ABSENT_KEYS = 1_000;

  /** Deletions by an iterator. */
  public static final int ITERATED = 200;

  /** Deletions by {@code removeIf}. */
  public static final int SWEPT = 100;

  /** Keys of both. */
  public static final int CART_KEYS = 6;

  /** Deletions that take {@link #SLOW_MILLIS}. */
  public static final int SLOW = 20;

  /** How long each of these takes. */
  public static final int SLOW_MILLIS = 20;

  private static final int TICKS = 50;
  private static final long BREAKING_MILLIS = 1_500;
  private static final int BROKEN_KEYS = 64;

  /** Keyed removals, of which a fifth finds nothing. */
  public static final class Sessions extends ConcurrentHashMap<String, Integer> {
    private static final long serialVersionUID = 1L;
  }

  /** Removals without a key of the caller's. */
  public static final class Carts extends HashMap<String, Integer> {
    private static final long serialVersionUID = 1L;
  }

  /** Removals that wait in {@code equals}. */
  public static final class Slow extends HashMap<SlowKey, Integer> {
    private static final long serialVersionUID = 1L;
  }

  /** What two threads break. */
  public static final class Broken extends HashMap<Integer, Integer> {
    private static final long serialVersionUID = 1L;
  }

  private static final class SlowKey {
    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      LockSupport.parkNanos(SLOW_MILLIS * 1_000_000L);
      return other instanceof SlowKey;
    }
  }

  private final Map<String, Integer> sessions = new Sessions();
  private final Map<String, Integer> carts = new Carts();
  private final Map<SlowKey, Integer> slow = new Slow();
  private int others;
  private int absent;

  private ScriptedLoad() {}

  /** Runs until the input ends. */
  public static void main(String[] arguments) throws Exception {
    ScriptedLoad load = new ScriptedLoad();
    start(() -> every(1_000_000_000L / TICKS, load::tick));
    start(() -> every(1_000_000_000L / SLOW, load::removeSlowly));
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (input.readLine() != null) {
      long end = System.nanoTime() + BREAKING_MILLIS * 1_000_000;
      while (System.nanoTime() < end) {
        breakOne();
      }
      System.out.println("broken");
    }
    // A broken map may never let a thread go.
    Runtime.getRuntime().halt(0);
  }

  private static void start(Runnable body) {
    Thread thread = new Thread(body);
    thread.setDaemon(true);
    thread.start();
  }

  private static void every(long nanos, Runnable step) {
    long next = System.nanoTime();
    while (true) {
      step.run();
      next += nanos;
      while (System.nanoTime() < next) {
        LockSupport.parkNanos(next - System.nanoTime());
      }
    }
  }

  private void tick() {
    for (int i = 0; i < HOT / TICKS; i++) {
      putAndRemove("hot");
    }
    for (int i = 0; i < (SESSIONS - HOT) / TICKS; i++) {
      putAndRemove("session " + others++ % OTHER_KEYS);
    }
    for (int i = 0; i < ABSENT / TICKS; i++) {
      sessions.remove("absent " + absent++ % ABSENT_KEYS);
    }
    for (int i = 0; i < CART_KEYS; i++) {
      carts.put("cart " + i, i);
    }
    for (int i = 0; i < ITERATED / TICKS; i++) {
      Iterator<String> entries = carts.keySet().iterator();
      entries.next();
      entries.remove();
    }
    carts.keySet().removeIf(cart -> true);
  }

  private void putAndRemove(String key) {
    sessions.put(key, 1);
    sessions.remove(key);
  }

  private void removeSlowly() {
    slow.put(new SlowKey(), 1);
    slow.remove(new SlowKey());
  }

  private static void breakOne() throws InterruptedException {
    Map<Integer, Integer> broken = new Broken();
    Runnable body =
        () -> {
          try {
            for (int round = 0; round < 1_000; round++) {
              for (int i = 0; i < BROKEN_KEYS; i++) {
                broken.put(i, i);
                broken.remove(i);
              }
            }
          } catch (RuntimeException corrupted) {
            // As it comes to be in such a map.
          }
        };
    Thread one = new Thread(body);
    Thread other = new Thread(body);
    one.setDaemon(true);
    other.setDaemon(true);
    one.start();
    other.start();
    one.join(BREAKING_MILLIS);
    other.join(BREAKING_MILLIS);
  }
}
