package dev.tombstone.hook.bulk;

import dev.tombstone.hook.watch.MutationObserver;

/**
 * Sees loops that have removed entries from a large map, as they end.
 *
 * <p>Called on application threads, under whatever lock the application holds. The rules are those
 * of {@link MutationObserver}.
 */
public interface LoopObserver {
  /**
   * A loop over a map has come to its end, and has changed the map by its own iterator only.
   *
   * @param before entries of the map when it began, all of which it has visited
   * @param removed entries that it has removed
   * @param nanos how long it took, what its body did included
   */
  void looped(Object map, long before, long removed, long nanos);
}
