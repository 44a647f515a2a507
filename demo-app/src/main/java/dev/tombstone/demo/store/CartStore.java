package dev.tombstone.demo.store;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Shopping carts by id, and how many things are in each. */
public final class CartStore {
  private final ConcurrentHashMap<String, Integer> carts = new ConcurrentHashMap<>();
  private final LongAdder deletions = new LongAdder();

  /** Puts a thing into the cart. */
  public void add(String cart) {
    carts.merge(cart, 1, Integer::sum);
  }

  /** How many things are in it, or null if there is no such cart. */
  public @Nullable Integer size(String cart) {
    return carts.get(cart);
  }

  /** Takes a thing out; the cart goes with its last thing. */
  public void takeOut(String cart) {
    boolean[] gone = new boolean[1];
    carts.computeIfPresent(
        cart,
        (id, things) -> {
          gone[0] = things == 1;
          return things == 1 ? null : Integer.valueOf(things - 1);
        });
    count(gone[0]);
  }

  /** Drops the cart after payment. */
  public boolean checkOut(String cart) {
    return count(carts.remove(cart) != null);
  }

  /** Drops the cart if nothing was added meanwhile. */
  public boolean abandon(String cart, int things) {
    return count(carts.remove(cart, things));
  }

  /** Drops all carts larger than this: nobody buys so much. */
  public void dropLargerThan(int things) {
    int before = carts.size();
    carts.values().removeIf(size -> size > things);
    deletions.add(Math.max(0, before - carts.size()));
  }

  /** Carts dropped so far; with concurrent additions a little less than there were. */
  public long deletions() {
    return deletions.sum();
  }

  private boolean count(boolean dropped) {
    if (dropped) {
      deletions.increment();
    }
    return dropped;
  }
}
