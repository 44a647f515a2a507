package dev.tombstone.agent.programs.misuse;

import dev.tombstone.agent.programs.Together;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A service that works through ten requests a second, and whose loops fail now and then: one
 * removes the entries that became empty from the map that it goes over, another inserts there, and
 * in a third another thread removes.
 */
public final class EmptiedEntries {
  private static final int PAUSE_MILLIS = 100;
  private static final int MOST_ENTRIES = 5;

  private final ExecutorService expiry =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "expiry"));
  private int failures;

  private EmptiedEntries() {}

  /**
   * Begins once a line comes in.
   *
   * @param arguments number of requests
   */
  public static void main(String[] arguments) throws Exception {
    System.out.println("ready: ");
    if (System.in.read() < 0) {
      return;
    }
    int requests = Integer.parseInt(arguments[0]);
    EmptiedEntries service = new EmptiedEntries();
    Thread thread = new Thread(() -> service.work(requests), "application");
    thread.start();
    thread.join();
    service.expiry.shutdown();
    System.out.println("failures " + service.failures);
    System.out.println("done");
  }

  private void work(int requests) {
    Together.sayThread();
    for (int request = 0; request < requests; request++) {
      try {
        remindAll(request);
        expireAll(request);
        Thread.sleep(PAUSE_MILLIS);
        cleanUp(request % 2 == 0 ? new HashMap<>() : new LinkedHashMap<>(), request);
      } catch (ConcurrentModificationException swallowed) {
        failures++;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** All but the last hold nothing any more; with one or none of those the loop does not fail. */
  private static void cleanUp(Map<String, List<String>> carts, int request) {
    int entries = request % (MOST_ENTRIES + 1);
    for (int i = 0; i < entries; i++) {
      carts.put("cart-" + i, new ArrayList<>());
    }
    dropEmpty(carts);
  }

  private static void dropEmpty(Map<String, List<String>> carts) {
    for (Map.Entry<String, List<String>> entry : carts.entrySet()) {
      if (entry.getValue().isEmpty()) {
        carts.remove(entry.getKey());
      }
    }
  }

  private static void remindAll(int request) {
    Map<Integer, Integer> reminders = new TreeMap<>(Map.of(1, 1, 2, 2));
    if (request % MOST_ENTRIES == 0) {
      remind(reminders);
    }
  }

  private void expireAll(int request) {
    Map<Integer, Integer> sessions = new Hashtable<>(Map.of(1, 1, 2, 2, 3, 3));
    if (request % MOST_ENTRIES == 1) {
      visit(sessions);
    }
  }

  private void visit(Map<Integer, Integer> sessions) {
    for (Integer session : sessions.values()) {
      expireElsewhere(sessions, session);
    }
  }

  private void expireElsewhere(Map<Integer, Integer> sessions, Integer session) {
    try {
      expiry.submit(() -> expire(sessions, session)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void expire(Map<Integer, Integer> sessions, Integer session) {
    sessions.remove(session);
  }

  private static void remind(Map<Integer, Integer> reminders) {
    for (Integer customer : reminders.keySet()) {
      reminders.put(customer + MOST_ENTRIES, customer);
    }
  }
}
