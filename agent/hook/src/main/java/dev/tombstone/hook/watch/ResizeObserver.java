package dev.tombstone.hook.watch;

import dev.tombstone.hook.RemovalSink;

/**
 * Sees tables being resized, and calls that are drafted into other work on a map's tables.
 *
 * <p>Called on application threads, under whatever lock the application holds. The rules are those
 * of {@link MutationObserver}.
 */
public interface ResizeObserver {
  /** This thread begins to move the map's entries to a larger table. */
  void resizing(Object map);

  /**
   * It has moved them.
   *
   * @param nanos how long it took, or {@link RemovalSink#NOT_TIMED} for a small map
   */
  void resized(Object map, long nanos);

  /** A call that can remove has helped to move the map's entries to a larger table. */
  void assisted(Object map, long nanos);

  /**
   * A call has removed this many entries whose keys were collected.
   *
   * @param nanos how long it took, from entry number {@link ResizeHook#BACKLOG} on
   */
  void expunged(Object map, int entries, long nanos);
}
