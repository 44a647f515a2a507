package dev.tombstone.hook.watch;

import dev.tombstone.hook.DeletionFlags;
import dev.tombstone.hook.jdk.MapEntries;
import org.jspecify.annotations.Nullable;

/**
 * Sees sampled keyed removals that found nothing: the way of the detectors of misses into the JDK's
 * maps.
 *
 * <p>Called on application threads at the end of the operation and inside it, under whatever lock
 * the application holds: an implementation must not block, must not loop without a bound, must not
 * run user code ({@code hashCode}, {@code equals}, {@code toString} of anything), must not touch
 * the map but by {@link MapEntries}. What it does to other maps is not observed.
 */
public interface MissObserver {
  /** Value of {@code startNanos} where the moment of entry is not known. */
  long NOT_TIMED = 0;

  /**
   * One removal that found nothing, having searched the map.
   *
   * @param map the map itself, never a view
   * @param countedAs the map that the miss is counted for; mostly the map itself
   * @param key the argument
   * @param expected the value that the entry had to have, or null
   * @param hash the hash the map computed for the argument, as woven code passes it
   * @param flags as in {@link DeletionFlags}
   * @param startNanos when the operation began, by {@link MissHook#nanos}, or {@link #NOT_TIMED}
   */
  void missed(
      Object map,
      Object countedAs,
      @Nullable Object key,
      @Nullable Object expected,
      int hash,
      int flags,
      long startNanos);
}
