package dev.tombstone.hook.watch;

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

  /** A loop is about to fail with a {@code ConcurrentModificationException}. */
  void failed(Object map, MapChanges changes);

  /**
   * A loop came to its end on a changed map, and nothing was thrown.
   *
   * @param skipped how many entries it cannot have visited, or {@link #UNKNOWN}
   */
  void ended(Object map, MapChanges changes, int skipped);
}
