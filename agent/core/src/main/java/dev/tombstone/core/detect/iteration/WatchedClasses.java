package dev.tombstone.core.detect.iteration;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Map classes of which a loop failed lately: for {@value #SECONDS} seconds only their removals are
 * remembered with a stack. At most {@value #MOST}; a class is added in a race once or twice.
 */
final class WatchedClasses {
  static final int SECONDS = 300;
  private static final int MOST = 8;

  private static final class Watched extends WeakReference<Class<?>> {
    /** Counted down by one thread, and set back racily. */
    private int secondsLeft = SECONDS;

    Watched(Class<?> type) {
      super(type);
    }
  }

  private final AtomicReferenceArray<@Nullable Watched> places = new AtomicReferenceArray<>(MOST);
  private volatile boolean any;

  /** Whether a removal from a map of this class is to be remembered. */
  boolean wants(Class<?> type) {
    return !any || find(type) != null;
  }

  /** A loop over a map of this class has failed. */
  void add(Class<?> type) {
    Watched known = find(type);
    if (known != null) {
      known.secondsLeft = SECONDS;
      return;
    }
    Watched added = new Watched(type);
    for (int i = 0; i < MOST; i++) {
      if (places.compareAndSet(i, null, added)) {
        any = true;
        return;
      }
    }
  }

  /** Watches none. */
  void forget() {
    any = false;
    for (int i = 0; i < MOST; i++) {
      places.set(i, null);
    }
  }

  /** So many seconds have passed; one thread only. */
  void pass(int seconds) {
    boolean left = false;
    for (int i = 0; i < MOST; i++) {
      Watched watched = places.get(i);
      if (watched != null && ((watched.secondsLeft -= seconds) <= 0 || watched.refersTo(null))) {
        places.set(i, null);
      } else if (watched != null) {
        left = true;
      }
    }
    any = left;
  }

  private @Nullable Watched find(Class<?> type) {
    for (int i = 0; i < MOST; i++) {
      Watched watched = places.getPlain(i);
      if (watched != null && watched.refersTo(type)) {
        return watched;
      }
    }
    return null;
  }
}
