package dev.tombstone.hook.bulk;

import dev.tombstone.hook.watch.MutationObserver;
import org.jspecify.annotations.Nullable;

/**
 * Sees calls that remove many entries at once, or might have, as they return.
 *
 * <p>Called on application threads, under whatever lock the application holds. The rules are those
 * of {@link MutationObserver}.
 */
public interface BulkObserver {
  /**
   * A call is over.
   *
   * @param map the map that it removed from, or would have
   * @param collection what it was called on: the map, or a view of it
   * @param argument the collection that it was given, or null
   * @param call which, as the woven body tells it
   * @param before entries of the map when it began
   * @param visited elements that it has asked the predicate or the argument about
   * @param removed entries that it has removed; of a map's own {@code clear} 0
   * @param nanos how long it took
   * @param shift it was drawn with a probability of 2 to minus this
   */
  void called(
      Object map,
      Object collection,
      @Nullable Object argument,
      int call,
      long before,
      int visited,
      int removed,
      long nanos,
      int shift);
}
