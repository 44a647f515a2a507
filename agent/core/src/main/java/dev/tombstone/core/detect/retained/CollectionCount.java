package dev.tombstone.core.detect.retained;

import java.lang.ref.WeakReference;

/**
 * Counts collections of garbage by an object that nobody holds: any collection, a young one too,
 * takes it. Collections that come between two looks count once. One thread writes, any reads.
 */
class CollectionCount {
  private WeakReference<Object> sentinel = new WeakReference<>(new Object());
  private volatile int seen;

  /** To be called several times a second. */
  void look() {
    if (sentinel.refersTo(null)) {
      seen = seen + 1;
      sentinel = new WeakReference<>(new Object());
    }
  }

  /** So many at least, since this was made. */
  int seen() {
    return seen;
  }
}
