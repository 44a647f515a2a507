package dev.tombstone.core.detect.framework;

import dev.tombstone.model.operation.Operation;
import java.util.List;

/**
 * What is known of keys that caches have evicted, or were told to remove, from the sampled
 * deletions. A cache is what has evicted.
 */
@FunctionalInterface
public interface Evictions {
  /**
   * A key that was evicted or removed in the last minute, and was there whenever that was recorded.
   *
   * @param key its text, as {@code keys.display} has it
   * @param keyClass name of its class
   * @param estimate how often
   * @param atLeast how often at least
   */
  record EvictedKey(String key, String keyClass, long estimate, long atLeast) {}

  /**
   * The keys that left maps of one class most often in the last minute.
   *
   * @param mapClass name of the maps' class
   * @param operation how: {@code EVICT} or {@code REMOVE}
   * @param keys most often first
   * @param stack that most of these deletions came from, innermost frame first; empty if none is
   *     known
   */
  record Evicted(String mapClass, Operation operation, List<EvictedKey> keys, List<String> stack) {}

  /**
   * By class of map and operation, of those that have done so since this was asked last.
   *
   * @param operations {@code EVICT}, {@code REMOVE}, or both
   * @param atLeast how often a key has left at least; others are not answered
   */
  List<Evicted> sinceLast(List<Operation> operations, long atLeast);
}
