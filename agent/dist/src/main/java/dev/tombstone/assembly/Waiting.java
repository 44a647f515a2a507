package dev.tombstone.assembly;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits that an interrupt does not cut short: they may be on a thread of the application, which had
 * been interrupted before it asked the JVM to exit. It is interrupted again afterwards.
 */
final class Waiting {
  private Waiting() {}

  /** Waits for the thread's end, at most so long; false if it has not ended. */
  static boolean ended(Thread thread, long millis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    boolean interrupted = false;
    long left = Math.max(1, millis);
    while (left > 0 && thread.isAlive()) {
      try {
        thread.join(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }
    interruptAgain(interrupted);
    return !thread.isAlive();
  }

  /** Waits for the latch, at most so long; false if it is not open. */
  static boolean open(CountDownLatch latch, long seconds) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    boolean interrupted = false;
    boolean open = latch.getCount() == 0;
    long left = TimeUnit.SECONDS.toNanos(seconds);
    while (left > 0 && !open) {
      try {
        open = latch.await(left, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = deadline - System.nanoTime();
    }
    interruptAgain(interrupted);
    return open;
  }

  /** Waits so long. */
  static void pause(long millis) {
    boolean interrupted = Thread.interrupted();
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    interruptAgain(interrupted);
  }

  private static void interruptAgain(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
