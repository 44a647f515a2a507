package dev.tombstone.hook.watch;

import dev.tombstone.hook.jdk.MapInternals;
import org.jspecify.annotations.Nullable;

/**
 * Sees entry and exit of the mutating operations of chosen maps: the way of the detectors into the
 * JDK's maps, apart from counting.
 *
 * <p>Called on application threads, inside the operation, under whatever lock the application
 * holds: an implementation must not block, must not loop without a bound, must not run user code
 * ({@code hashCode}, {@code equals}, {@code toString} of anything), must not touch the map but by
 * {@link MapInternals}. What it does to other maps is not observed.
 */
public interface MutationObserver {
  /** Answer of {@link #entered} if the exit is of no interest. */
  long NOT_FOLLOWED = 0;

  /**
   * An operation begins; it may be inside another of the same thread, on the same map or not.
   *
   * @param map the map itself, never a view
   * @param key an argument whose methods ({@code equals}, {@code compareTo}) the operation may
   *     call, for its class to be looked at; null if there is none
   * @param value another such argument, or null
   * @param mutation what kind of change, as the woven body tells it: the hook passes it on unread
   * @param serial positive, and never the same twice on one thread
   * @return a token for {@link #exited}, or {@link #NOT_FOLLOWED}
   */
  long entered(Object map, @Nullable Object key, @Nullable Object value, int mutation, long serial);

  /** The same operation ends, by return or exception, on the same thread. */
  void exited(long token);
}
