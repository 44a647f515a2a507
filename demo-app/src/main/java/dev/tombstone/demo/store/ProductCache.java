package dev.tombstone.demo.store;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Prices, cached until somebody changes one. */
public final class ProductCache {
  private final ConcurrentHashMap<String, Long> prices = new ConcurrentHashMap<>();
  private final LongAdder deletions = new LongAdder();

  /** The price, looked up and cached if it is not yet. */
  public long price(String product) {
    return prices.computeIfAbsent(product, name -> 100L + name.hashCode() % 100);
  }

  /** Forgets the price. */
  public void invalidate(String product) {
    if (prices.remove(product) != null) {
      deletions.increment();
    }
  }

  /** Prices forgotten so far. */
  public long deletions() {
    return deletions.sum();
  }
}
