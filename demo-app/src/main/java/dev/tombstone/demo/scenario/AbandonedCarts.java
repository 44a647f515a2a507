package dev.tombstone.demo.scenario;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When each cart was last touched; a sweep drops those untouched for long. One thread does it all.
 *
 * <p>Broken: the sweep has carts taken out of the map while it iterates over it, and ends early:
 * with a {@code ConcurrentModificationException}, or, if it was at the last cart but one, with
 * nothing at all. Fixed: {@code removeIf}.
 */
final class AbandonedCarts {
  private static final int CARTS = 300;
  private static final long PATIENCE = 100;

  private final Map<String, Long> touched = new HashMap<>();
  private final boolean removesInTheLoop;
  private long now;

  private AbandonedCarts(boolean removesInTheLoop) {
    this.removesInTheLoop = removesInTheLoop;
  }

  static AbandonedCarts broken() {
    return new AbandonedCarts(true);
  }

  static AbandonedCarts fixed() {
    return new AbandonedCarts(false);
  }

  List<Worker> workers() {
    return List.of(new Worker("cart-sweeper", this::round));
  }

  private void round() {
    for (int i = 0; i < PATIENCE / 2; i++) {
      now++;
      touch("cart:" + now % CARTS);
    }
    if (removesInTheLoop) {
      sweepInTheLoop(now - PATIENCE);
    } else {
      sweep(now - PATIENCE);
    }
  }

  void touch(String cart) {
    touched.put(cart, now);
  }

  /** The broken one. */
  void sweepInTheLoop(long limit) {
    for (Map.Entry<String, Long> cart : touched.entrySet()) {
      if (cart.getValue() < limit) {
        drop(cart.getKey());
      }
    }
  }

  private void drop(String cart) {
    touched.remove(cart);
  }

  /** The fixed one. */
  void sweep(long limit) {
    touched.values().removeIf(time -> time < limit);
  }

  int size() {
    return touched.size();
  }
}
