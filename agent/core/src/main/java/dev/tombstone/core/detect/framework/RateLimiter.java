package dev.tombstone.core.detect.framework;

import java.util.concurrent.atomic.AtomicInteger;

/** How often something dear may be done, in a stretch of time. Threads take, one gives anew. */
public final class RateLimiter {
  private final AtomicInteger left = new AtomicInteger();

  /** Allows so much for a start. */
  public RateLimiter(int most) {
    left.set(most);
  }

  /** Allows so much from now on; what was not used is lost. */
  public void refill(int most) {
    left.set(most);
  }

  /** Whether it may be done once more; takes it off the allowance. */
  public boolean take() {
    return left.get() > 0 && left.decrementAndGet() >= 0;
  }
}
