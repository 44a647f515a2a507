package dev.tombstone.core.detect.retained;

import dev.tombstone.hook.jdk.MapInternals;
import java.lang.ref.WeakReference;

/**
 * A weak map, and how it grew since a look that it is compared with.
 *
 * <p>{@code WeakHashMap} counts an entry that is put in, or removed, in {@code modCount}, and one
 * that is expunged in its size only. So where n is by how much the first has grown and m by how
 * much the second, at most n − m entries have left the map since, in whatever way; if none has, all
 * n changes were entries put in. {@code clear} is one change, and n − m is then what was dropped.
 *
 * <p>Written by the thread that changes the map, under whatever lock keeps others from it, and
 * racily by the agent where it says so.
 */
final class SeenMap extends WeakReference<Object> {
  /** Of so many that were put in one may have left: nothing to speak of. */
  private static final int FEW = 20;

  /** In which it was looked at last. */
  int round;

  /** Not to be looked into before this; the agent's. */
  volatile long notBeforeNanos;

  /** How often nothing was found in it; the agent's. */
  int inVain;

  private int firstChanges;
  private int firstSize;
  private int firstCollections;
  private long firstNanos;

  private int put;
  private int gone;

  SeenMap(Object map, int round, int collections, long nowNanos) {
    super(map);
    this.round = round;
    notBeforeNanos = nowNanos;
    begin(map, collections, nowNanos);
  }

  /** Compares the map with what it was; false if entries leave it, and then all begins anew. */
  boolean onlyGrows(Object map, int collections, long nowNanos) {
    put = MapInternals.structure(map) - firstChanges;
    gone = put - (int) (MapInternals.size(map) - firstSize);
    if (put < 0 || gone < 0 || gone > put / FEW) {
      begin(map, collections, nowNanos);
      return false;
    }
    return true;
  }

  /** What was seen of it since. */
  Growth growth(Object map, int collections, long nowNanos) {
    return new Growth(
        (int) MapInternals.size(map),
        put,
        gone,
        collections - firstCollections,
        nowNanos - firstNanos);
  }

  private void begin(Object map, int collections, long nowNanos) {
    firstChanges = MapInternals.structure(map);
    firstSize = (int) MapInternals.size(map);
    firstCollections = collections;
    firstNanos = nowNanos;
    put = 0;
    gone = 0;
  }

  /**
   * How a map grew.
   *
   * @param entries that it has now
   * @param put entries put in; so many at most, if any has left
   * @param gone entries that left it, at most
   * @param collections of garbage meanwhile
   * @param nanos how long that took
   */
  record Growth(int entries, int put, int gone, int collections, long nanos) {}
}
