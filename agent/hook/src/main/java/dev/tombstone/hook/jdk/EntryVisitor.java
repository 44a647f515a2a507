package dev.tombstone.hook.jdk;

import org.jspecify.annotations.Nullable;

/** Is shown entries of a map by {@link MapEntries}. */
public interface EntryVisitor {
  /**
   * One entry.
   *
   * @param node the map's own object for the entry, the same one as long as the map keeps it
   * @param key the key
   * @param hash the hash the map keeps with it, or 0 if it keeps none
   * @param value the value
   * @return whether to go on
   */
  boolean entry(Object node, @Nullable Object key, int hash, @Nullable Object value);
}
