package dev.tombstone.core.detect.overlap;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Holds operations back inside their announced stretch, so that races too rare to be seen happen:
 * {@value #LEAST_NANOS} to {@value #MOST_NANOS} ns each, the length drawn by the operation's
 * number, and all threads together {@value #NANOS_A_SECOND} ns a second. For tests and staging.
 *
 * <p>The thread gives its processor away meanwhile, so that the other side of a race runs where
 * processors are few; it is back when it is given one, which on a busy machine may be later, and
 * that counts as held back. It takes no lock and allocates nothing; it does not park, since that
 * would take a permit of the application's. A virtual thread spins: giving its carrier away runs
 * code of the scheduler. The allowance is exceeded by one stall a thread at most.
 */
final class DelayInjection {
  static final int LEAST_NANOS = 4_000;
  static final int MOST_NANOS = LEAST_NANOS + (1 << 13) - 1;
  static final long NANOS_A_SECOND = 10_000_000;

  private static final int DRAWN_BITS = 13;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long SECOND_NANOS = 1_000_000_000L;

  /** Should the clock stand still. */
  private static final int MOST_TURNS = 10_000;

  /** Of virtual threads: {@code Thread} cannot be asked in JDK 17, where no thread is of it. */
  private static final Class<?> VIRTUAL = virtualThreads();

  private final LongSupplier clock;
  private final AtomicLong allowance = new AtomicLong();
  private long lastNanos = Long.MIN_VALUE;

  DelayInjection() {
    this(System::nanoTime);
  }

  /** With a clock of nanoseconds, which is read on the threads that are held back. */
  DelayInjection(LongSupplier clock) {
    this.clock = clock;
  }

  /** Runs through all of it once, so that nothing is linked on an application's thread. */
  void warmUp() {
    long unused = holdBack(1);
  }

  /** Adds what the time since the last call allows, of a second at most; for one thread. */
  void refill(long nowNanos) {
    if (lastNanos != Long.MIN_VALUE) {
      long elapsed = Math.min(SECOND_NANOS, Math.max(0, nowNanos - lastNanos));
      long added = elapsed / (SECOND_NANOS / NANOS_A_SECOND);
      long left = allowance.get();
      allowance.addAndGet(Math.min(added, NANOS_A_SECOND - left));
    }
    lastNanos = nowNanos;
  }

  /**
   * Holds the calling thread back if that is still allowed.
   *
   * @param serial of the operation
   * @return whether it was
   */
  boolean stall(long serial) {
    if (allowance.get() <= 0) {
      return false;
    }
    long nanos = LEAST_NANOS + ((serial * GOLDEN) >>> (Long.SIZE - DRAWN_BITS));
    allowance.addAndGet(-nanos);
    allowance.addAndGet(nanos - holdBack(nanos));
    return true;
  }

  /** For how long it was. Who runs meanwhile is the scheduler's choice, which is the point. */
  @SuppressWarnings("ThreadPriorityCheck")
  private long holdBack(long nanos) {
    boolean yields = !VIRTUAL.isInstance(Thread.currentThread());
    long began = clock.getAsLong();
    long elapsed = 0;
    for (int turn = 0; turn < MOST_TURNS && elapsed < nanos; turn++) {
      if (yields) {
        Thread.yield();
      } else {
        Thread.onSpinWait();
      }
      elapsed = clock.getAsLong() - began;
    }
    return elapsed;
  }

  private static Class<?> virtualThreads() {
    try {
      return Class.forName("java.lang.BaseVirtualThread", false, null);
    } catch (ClassNotFoundException ofAnOlderJdk) {
      return Void.class;
    }
  }
}
