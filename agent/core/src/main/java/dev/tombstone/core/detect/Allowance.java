package dev.tombstone.core.detect;

import java.util.concurrent.atomic.AtomicInteger;

/** How often something dear may be done, in a stretch of time. Threads take, one gives anew. */
final class Allowance {
  private final AtomicInteger left = new AtomicInteger();

  Allowance(int most) {
    left.set(most);
  }

  /** Allows so much from now on; what was not used is lost. */
  void refill(int most) {
    left.set(most);
  }

  /** Whether it may be done once more; takes it off the allowance. */
  boolean take() {
    return left.get() > 0 && left.decrementAndGet() >= 0;
  }
}
