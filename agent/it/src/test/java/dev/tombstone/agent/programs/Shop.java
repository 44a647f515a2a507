package dev.tombstone.agent.programs;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Deletes along several paths, with keys that are no good to show, and two threads in one map; does
 * what it is told by lines of standard input: {@code safe} ends the two threads, {@code stop} every
 * deletion, {@code go} begins again.
 */
public final class Shop {
  /** Keys that would do harm if a page took them for anything but text. */
  public static final List<String> HOSTILE =
      List.of(
          "<script>document.title='taken'</script>",
          "<img src=x onerror=document.title='taken'>",
          "'\"--></style></textarea><svg onload=alert(1)>",
          "nul\u0000bell\u0007escape\u001b[31m",
          "right\u202eto left\u2066\u200f",
          "long " + "x".repeat(10_000));

  /** Few, so that each stays among the hottest. */
  private static final int KEYS = 4;

  private static volatile boolean unsafe = true;
  private static volatile boolean running = true;
  private static volatile boolean idle;

  private final Map<String, Integer> sessions = new Sessions();
  private final Map<Integer, Integer> carts = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> prices = new TreeMap<>();

  /** Sessions by id. */
  public static final class Sessions extends HashMap<String, Integer> {
    private static final long serialVersionUID = 1L;
  }

  private Shop() {}

  /** Runs until its standard input ends. */
  public static void main(String[] arguments) throws Exception {
    start(Shop::raceUntilSafe);
    start(new Shop()::trade);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      unsafe &= !line.equals("safe");
      running = line.equals("go") || (running && !line.equals("stop"));
      while (idle == running) {
        Thread.sleep(1);
      }
      System.out.println(line + " done");
    }
  }

  private static void start(Runnable body) {
    Thread thread = new Thread(body);
    thread.setDaemon(true);
    thread.start();
  }

  private static void raceUntilSafe() {
    while (unsafe) {
      Map<Integer, Integer> shared = new HashMap<>();
      try {
        Together.repeat(200, () -> putAndRemove(shared), () -> putAndRemove(shared));
      } catch (Exception corrupted) {
        // As it comes to be in such a map.
      }
    }
  }

  private static void putAndRemove(Map<Integer, Integer> shared) {
    for (int i = 0; i < KEYS; i++) {
      shared.put(i, i);
      shared.remove(i);
    }
  }

  private void trade() {
    for (int round = 0; ; round++) {
      idle = !running;
      if (running) {
        checkout(round);
        expire(round);
        reprice(round);
      }
      pause();
    }
  }

  private void checkout(int round) {
    for (int i = 0; i < KEYS; i++) {
      carts.put(i, round);
      dropCart(i);
    }
  }

  private void dropCart(int cart) {
    carts.remove(cart);
  }

  private void expire(int round) {
    for (String key : HOSTILE) {
      sessions.put(key, round);
      sessions.remove(key);
      sessions.remove(key);
    }
    sessions.remove("session:" + round % KEYS);
  }

  private void reprice(int round) {
    prices.put(round, round);
    prices.values().removeIf(price -> price <= round);
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
