package dev.tombstone.agent.programs.closing;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Goes through all broken or all right cases, so many times a second together.
 *
 * <p>Arguments: {@code broken} or {@code right}, rounds a second, milliseconds.
 */
public final class ClosingMain {
  private static final int GARBAGE_A_SECOND = 30_000_000;

  /** What the collector has to do; a program that makes no garbage has no collections. */
  private static volatile byte[] garbage = {};

  private ClosingMain() {}

  /** Runs them. */
  public static void main(String[] args) {
    List<Case> cases = args[0].equals("broken") ? Unclosed.all() : Closed.all();
    int perSecond = Integer.parseInt(args[1]);
    long start = System.nanoTime();
    long end = start + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[2]));
    long periodNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    for (int i = 1; System.nanoTime() < end; i++) {
      cases.get(i % cases.size()).round().accept(i);
      garbage = new byte[GARBAGE_A_SECOND / perSecond];
      long due = start + i * periodNanos;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }
    System.out.println("done, the last garbage was of " + garbage.length + " bytes");
  }
}
