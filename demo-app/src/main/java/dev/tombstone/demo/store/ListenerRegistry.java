package dev.tombstone.demo.store;

import java.util.Set;
import java.util.WeakHashMap;

/**
 * Who wants to hear of price changes: weakly held, gone when the page that listens is collected.
 */
public final class ListenerRegistry {
  /** A page that listens. */
  public static final class Listener {
    private int heard;

    void hear() {
      heard++;
    }

    /** Price changes heard of. */
    public int heard() {
      return heard;
    }
  }

  private final WeakHashMap<Listener, String> listeners = new WeakHashMap<>();

  /** Listens to this product's price until the answer is collected. */
  public synchronized Listener listen(String product) {
    Listener listener = new Listener();
    listeners.put(listener, product);
    return listener;
  }

  /** Tells those that are left and listen to one of these. */
  public synchronized void pricesChanged(Set<String> products) {
    listeners.forEach(
        (listener, product) -> {
          if (products.contains(product)) {
            listener.hear();
          }
        });
  }

  /** How many listen. */
  public synchronized int size() {
    return listeners.size();
  }
}
