package dev.tombstone.demo.scenario;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Articles that are held for a customer for a short time. Customers prolong what has run out, and a
 * cleaner lets go of it.
 *
 * <p>Broken: the cleaner sees that a reservation has run out, and then removes whatever is there
 * for the article: one that was made in between is gone. Fixed: it removes the one that it saw.
 */
final class Reservations {
  private static final int ARTICLES = 20;
  private static final long HELD_NANOS = 5_000_000;

  /** Until when an article is held. */
  record Reservation(String customer, long untilNanos) {
    boolean hasRunOut(long nanos) {
      return nanos - untilNanos > 0;
    }
  }

  private final Map<Integer, Reservation> held = new ConcurrentHashMap<>();
  private final boolean removesWhateverIsThere;

  private Reservations(boolean removesWhateverIsThere) {
    this.removesWhateverIsThere = removesWhateverIsThere;
  }

  static Reservations broken() {
    return new Reservations(true);
  }

  static Reservations fixed() {
    return new Reservations(false);
  }

  List<Worker> workers() {
    return List.of(
        new Worker("customer", this::hold), new Worker("cleaner", () -> clean(System.nanoTime())));
  }

  private void hold() {
    long nanos = System.nanoTime();
    int article = ThreadLocalRandom.current().nextInt(ARTICLES);
    Reservation present = held.get(article);
    if (present == null || present.hasRunOut(nanos)) {
      hold(article, new Reservation("customer", nanos + HELD_NANOS));
    }
  }

  void hold(int article, Reservation reservation) {
    held.put(article, reservation);
  }

  void clean(long nanos) {
    held.forEach(
        (article, seen) -> {
          if (seen.hasRunOut(nanos)) {
            if (removesWhateverIsThere) {
              held.remove(article);
            } else {
              held.remove(article, seen);
            }
          }
        });
  }

  int held() {
    return held.size();
  }
}
