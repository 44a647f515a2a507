package dev.tombstone.hook.watch;

import org.jspecify.annotations.Nullable;

/**
 * Sees loops that find their map changed, and some of the removals that change maps.
 *
 * <p>Called on application threads, under whatever lock the application holds. The rules are those
 * of {@link MutationObserver}.
 */
public interface IterationObserver {
  /** A count that is not known. */
  int UNKNOWN = -1;

  /**
   * An entry, or by {@code clear} all, has just left the map, whose {@code modCount} is this now.
   *
   * @return whether a stack was taken for it
   */
  boolean removed(Object map, int modCount);

  /**
   * A loop is about to fail with a {@code ConcurrentModificationException}.
   *
   * @param expected the {@code modCount} that the loop knows of
   * @param now the map's
   * @param own how many of the changes in between are known to be removals by this thread, other
   *     than by the loop's own iterator
   * @param alone whether no other thread is known to change the map
   * @param other another thread that is known to have removed in between, or null
   */
  void failed(Object map, int expected, int now, int own, boolean alone, @Nullable Thread other);

  /**
   * A loop came to its end on a changed map, and nothing was thrown.
   *
   * @param skipped how many entries it cannot have visited, or {@link #UNKNOWN}
   */
  void ended(
      Object map,
      int expected,
      int now,
      int own,
      boolean alone,
      @Nullable Thread other,
      int skipped);
}
