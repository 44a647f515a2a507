package dev.tombstone.core.detect.retained;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Counts collections of the old generation, by objects that are in it: not every collector tells of
 * all of them by an MXBean (on JDK 17 G1 does not tell of its concurrent cycles).
 *
 * <p>An object that has lived through {@value #PROMOTED_AFTER} collections is in the old
 * generation: none lets an object grow older in the young one. Then nobody holds it any more, and
 * once it is gone there was a collection of the old generation that began after it was let go of: a
 * cycle that was under way would have kept it. The next one is let go of only then. So of what is
 * counted between two moments all but the first began after the earlier of them. Where there are no
 * generations each collection is one of all.
 *
 * <p>For one thread.
 */
class OldCollectionCount {
  static final int PROMOTED_AFTER = 16;

  private static final int GROWING = PROMOTED_AFTER + 4;
  private static final int OLD = 4;

  private record Held(Object object, int since) {}

  private final Deque<Held> growing = new ArrayDeque<>();
  private final Deque<Object> old = new ArrayDeque<>();
  private @Nullable WeakReference<Object> letGo;
  private int known;
  private int seen;

  /**
   * To be called several times a second.
   *
   * @param collections that were seen so far, of any kind
   */
  void look(int collections) {
    if (collections != known) {
      known = collections;
      if (growing.size() < GROWING) {
        growing.add(new Held(new Object(), collections));
      }
      Held first = growing.peek();
      while (first != null && collections - first.since() >= PROMOTED_AFTER) {
        growing.remove();
        if (old.size() < OLD) {
          old.add(first.object());
        }
        first = growing.peek();
      }
    }
    if (letGo != null && letGo.refersTo(null)) {
      letGo = null;
      seen++;
    }
    if (letGo == null && !old.isEmpty()) {
      letGo = new WeakReference<>(old.remove());
    }
  }

  /** So many at least, since this was made. */
  int seen() {
    return seen;
  }
}
