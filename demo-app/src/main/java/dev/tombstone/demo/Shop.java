package dev.tombstone.demo;

import dev.tombstone.demo.store.CartStore;
import dev.tombstone.demo.store.ExpiryIndex;
import dev.tombstone.demo.store.ListenerRegistry;
import dev.tombstone.demo.store.ProductCache;
import dev.tombstone.demo.store.SessionStore;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The shop: what can be asked of it, and the maps behind it. Thread-safe. */
public final class Shop {
  private static final int SESSIONS = 20_000;
  private static final int PAGES_OPEN = 5_000;
  private static final long SESSION_MILLIS = 8_000;
  private static final int LARGEST_CART = 500;

  private final SessionStore sessions = new SessionStore(SESSIONS);
  private final CartStore carts = new CartStore();
  private final ExpiryIndex expiry = new ExpiryIndex();
  private final ListenerRegistry listeners = new ListenerRegistry();
  private final ProductCache products = new ProductCache();
  private final ArrayDeque<ListenerRegistry.Listener> openPages = new ArrayDeque<>();
  private final Set<String> changedPrices = ConcurrentHashMap.newKeySet();
  private final LongAdder operations = new LongAdder();

  /** Looks something up. */
  public void read(int number) {
    operations.increment();
    switch (number % 3) {
      case 0 -> sessions.get("session:" + number);
      case 1 -> carts.size("cart:" + number);
      default -> products.price("product:" + number);
    }
  }

  /** Logs in, buys, or opens a page. */
  public void write(int number, long nowMillis) {
    operations.increment();
    switch (number % 4) {
      case 0, 1 -> {
        String id = "session:" + number;
        long expires = nowMillis + SESSION_MILLIS;
        sessions.put(new SessionStore.Session(id, expires));
        expiry.add(expires, id);
      }
      case 2 -> carts.add("cart:" + number);
      default -> openPage("product:" + number);
    }
  }

  /** Logs out, pays, takes out of a cart, or gives up. */
  public void delete(int number) {
    operations.increment();
    switch (number % 4) {
      case 0, 1 -> sessions.logOut("session:" + number);
      case 2 -> carts.checkOut("cart:" + number);
      default -> {
        carts.takeOut("cart:" + (number - 1));
        carts.abandon("cart:" + (number - 1), 1);
      }
    }
  }

  /**
   * Changes a price: the cache forgets it, the next buyer looks it up, and at the next sweep the
   * listeners hear of it.
   */
  public void changePrice(String product) {
    operations.increment();
    products.invalidate(product);
    products.price(product);
    changedPrices.add(product);
  }

  /** Once a second: expired sessions go, carts beyond reason go, listeners hear of new prices. */
  public void sweep(long nowMillis) {
    for (String session : expiry.sweep(nowMillis)) {
      SessionStore.Session found = sessions.get(session);
      if (found != null && found.expiresAtMillis() <= nowMillis) {
        sessions.logOut(session);
      }
    }
    carts.dropLargerThan(LARGEST_CART);
    Set<String> changed = Set.copyOf(changedPrices);
    if (!changed.isEmpty()) {
      changedPrices.removeAll(changed);
      listeners.pricesChanged(changed);
    }
  }

  /** Operations asked of the shop so far. */
  public long operations() {
    return operations.sum();
  }

  /** Entries that left each store so far, as the shop itself counted them. */
  public Map<String, Long> deletions() {
    Map<String, Long> deletions = new LinkedHashMap<>();
    deletions.put("sessions", sessions.deletions());
    deletions.put("carts", carts.deletions());
    deletions.put("expiry index", expiry.deletions());
    deletions.put("product cache", products.deletions());
    return deletions;
  }

  /** Who listens now. */
  public int listeners() {
    return listeners.size();
  }

  /** A customer looks at a product and hears of its price until the page is closed. */
  public ListenerRegistry.Listener openPage(String product) {
    ListenerRegistry.Listener listener = listeners.listen(product);
    synchronized (openPages) {
      openPages.add(listener);
      if (openPages.size() > PAGES_OPEN) {
        openPages.remove();
      }
    }
    return listener;
  }
}
