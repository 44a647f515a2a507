package dev.tombstone.hook.watch;

import org.jspecify.annotations.Nullable;

/**
 * How a map was changed since a loop over it knew it.
 *
 * @param expected the {@code modCount} that the loop knows of
 * @param now the map's
 * @param own how many of the changes in between are known to be removals by this thread, other than
 *     by the loop's own iterator
 * @param alone whether no other thread is known to change the map
 * @param other another thread that is known to have removed in between, or null
 */
public record MapChanges(int expected, int now, int own, boolean alone, @Nullable Thread other) {
  /** How often it was changed. */
  public int all() {
    return now - expected;
  }

  /** Whether the loop's thread made all the changes, by removals. */
  public boolean areOwn() {
    return own == all();
  }
}
