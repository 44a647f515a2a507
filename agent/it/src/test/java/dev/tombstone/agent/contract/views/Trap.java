package dev.tombstone.agent.contract.views;

import org.jspecify.annotations.Nullable;

/**
 * A key or value whose methods are the application's and delete elsewhere. They do so while it is
 * set, a few times.
 */
final class Trap implements Comparable<Trap> {
  private static final int MOST = 3;

  /** What they do; null for nothing. Of one thread only. */
  private static @Nullable Runnable deed;

  private static int left;

  private final int number;

  Trap(int number) {
    this.number = number;
  }

  /** Does this whenever a method of a trap is called, until {@link #unset}. */
  static void set(Runnable newDeed) {
    deed = newDeed;
    left = MOST;
  }

  /** Does nothing from now on. */
  static void unset() {
    deed = null;
  }

  @Override
  public int hashCode() {
    snap();
    return number / 4;
  }

  @Override
  public boolean equals(Object other) {
    snap();
    return other instanceof Trap trap && trap.number == number;
  }

  @Override
  public int compareTo(Trap other) {
    snap();
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return "trap " + number;
  }

  private static void snap() {
    Runnable now = deed;
    if (now != null && left > 0) {
      left--;
      deed = null;
      now.run();
      deed = now;
    }
  }
}
