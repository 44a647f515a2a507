package dev.tombstone.hook.value;

import dev.tombstone.hook.jdk.MapEntries;
import dev.tombstone.hook.jdk.MapInternals;

/**
 * Sees the values of sampled removals.
 *
 * <p>Called on application threads, under whatever lock the application holds: an implementation
 * must not block, must not loop without a bound, must not run user code, and must not touch the map
 * but by {@link MapEntries} and {@link MapInternals}.
 */
public interface RemovedValueObserver {
  /**
   * A value has left the map.
   *
   * @param countedAs name of the class that the removal is counted for: of a set, not of the map
   *     inside
   * @param operation code of the operation
   */
  void removed(Object map, String countedAs, Object value, int operation);

  /** All entries of the map are about to leave it. */
  void clearing(Object map);
}
