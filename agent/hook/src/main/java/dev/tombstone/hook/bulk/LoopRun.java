package dev.tombstone.hook.bulk;

import org.jspecify.annotations.Nullable;

/**
 * The loop over a large map that its thread has begun last. A loop that is left early stays until
 * the next; of one inside another over the same map nothing is told, nor of the other.
 *
 * <p>The owner alone writes, but for {@link #forget}.
 */
public final class LoopRun {
  private @Nullable Object map;
  private long before;
  private long startNanos;
  private boolean unsure;

  /** An iterator was made, of a map of so many entries. */
  void begin(Object looped, long entries, long nowNanos) {
    unsure = map == looped;
    map = looped;
    before = entries;
    startNanos = nowNanos;
  }

  /** Whether it is over this map. */
  boolean isOf(Object other) {
    return map == other;
  }

  /** Whether no other loop over the map was open when it began. */
  boolean isSure() {
    return !unsure;
  }

  /** Entries when it began. */
  long before() {
    return before;
  }

  /** When it began. */
  long startNanos() {
    return startNanos;
  }

  /** Lets go of the map. */
  public void forget() {
    map = null;
  }
}
