package dev.tombstone.core.detect.framework;

import java.util.List;

/** What is known of keys that maps have evicted, from the sampled deletions. */
@FunctionalInterface
public interface Evictions {
  /**
   * A key that was evicted in the last minute.
   *
   * @param key its text, as {@code keys.display} has it
   * @param keyClass name of its class
   * @param estimate how often
   * @param atLeast how often at least
   */
  record EvictedKey(String key, String keyClass, long estimate, long atLeast) {}

  /**
   * The keys that maps of one class evicted most often in the last minute.
   *
   * @param mapClass name of the maps' class
   * @param keys most often first
   * @param stack that most of its evictions came from, innermost frame first; empty if none is
   *     known
   */
  record Evicted(String mapClass, List<EvictedKey> keys, List<String> stack) {}

  /** By class of map, of those that have evicted since this was asked last. */
  List<Evicted> sinceLast();
}
