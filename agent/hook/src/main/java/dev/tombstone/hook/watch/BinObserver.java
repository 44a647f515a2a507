package dev.tombstone.hook.watch;

import dev.tombstone.hook.jdk.MapEntries;

/**
 * Sees sampled removals by a key whose hash the map computed, found or not: the way of the detector
 * of poor hashes into the JDK's maps.
 *
 * <p>Called on application threads at the end of the operation and inside it, under whatever lock
 * the application holds: what {@link MissObserver} must not do, an implementation must not.
 */
public interface BinObserver {
  /**
   * One removal.
   *
   * @param map the map itself, never a view
   * @param key the key, never null
   * @param hash the hash the map computed for it, for {@link MapEntries#storedHash}
   * @param found whether there was an entry, which has left the map
   */
  void removed(Object map, Object key, int hash, boolean found);
}
