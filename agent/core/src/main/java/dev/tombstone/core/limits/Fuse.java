package dev.tombstone.core.limits;

import java.util.function.Consumer;

/**
 * Switches off what has failed {@value #LIMIT} times since it was last switched on. Whoever changes
 * a setting afterwards starts it over.
 */
final class Fuse {
  static final long LIMIT = 1_000;

  private final Consumer<String> off;
  private long base;
  private boolean blown;

  /**
   * A fuse that has not blown.
   *
   * @param off switches off, and is told in a few words after what
   */
  Fuse(Consumer<String> off) {
    this.off = off;
  }

  /** Told of the errors since start: whether it blows now, and {@link #switchOff} is due. */
  boolean blows(long failures) {
    if (blown || failures - base < LIMIT) {
      return false;
    }
    blown = true;
    base = failures;
    return true;
  }

  /** Switches off. */
  void switchOff() {
    off.accept("after " + base + " errors of the agent's own in it");
  }

  /** Starts over: so many errors there have been. */
  void reset(long failures) {
    blown = false;
    base = failures;
  }
}
