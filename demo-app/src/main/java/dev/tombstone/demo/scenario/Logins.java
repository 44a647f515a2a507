package dev.tombstone.demo.scenario;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Who is logged in, and since when. Every request thread logs customers in and out.
 *
 * <p>Broken: the map is a {@code HashMap}, which allows one thread at a time. Fixed: a {@code
 * ConcurrentHashMap}.
 */
final class Logins {
  private static final int CUSTOMERS = 500;
  private static final int PER_ROUND = 200;

  private final Map<String, Long> since;

  private Logins(Map<String, Long> since) {
    this.since = since;
  }

  static Logins broken() {
    return new Logins(new HashMap<>());
  }

  static Logins fixed() {
    return new Logins(new ConcurrentHashMap<>());
  }

  List<Worker> workers() {
    return List.of(new Worker("request-1", this::serve), new Worker("request-2", this::serve));
  }

  private void serve() {
    for (int i = 0; i < PER_ROUND; i++) {
      String customer = "customer:" + ThreadLocalRandom.current().nextInt(CUSTOMERS);
      logIn(customer, System.currentTimeMillis());
      logOut(customer);
    }
  }

  void logIn(String customer, long nowMillis) {
    since.put(customer, nowMillis);
  }

  void logOut(String customer) {
    since.remove(customer);
  }
}
