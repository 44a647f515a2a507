package dev.tombstone.hook.value;

import dev.tombstone.hook.DeletionFlags;
import dev.tombstone.hook.Failures;
import dev.tombstone.hook.ThreadCell;
import dev.tombstone.hook.ThreadCells;
import dev.tombstone.hook.jdk.MapInternals;
import jdk.internal.vm.annotation.DontInline;
import org.jspecify.annotations.Nullable;

/**
 * Shows the values of sampled removals to observers. A removal that is not sampled never comes
 * here; neither do those of agent threads, and of threads without a {@link ThreadCell}.
 */
public final class RemovedValueHook {
  /** Replaced as a whole: application threads go through it meanwhile. */
  private static volatile Watcher[] watchers = {};

  /** An observer, and the part to which its own errors are put down. */
  private record Watcher(RemovedValueObserver observer, int part) {}

  private RemovedValueHook() {}

  /** Shows them to this observer too from now on, whose errors are this part's. */
  public static synchronized void observe(RemovedValueObserver observer, int part) {
    Watcher[] present = watchers;
    Watcher[] more = new Watcher[present.length + 1];
    System.arraycopy(present, 0, more, 0, present.length);
    more[present.length] = new Watcher(observer, part);
    watchers = more;
  }

  /** Shows nothing to this observer from now on. */
  @SuppressWarnings("ReferenceEquality")
  public static synchronized void stopObserving(RemovedValueObserver observer) {
    Watcher[] present = watchers;
    for (int i = 0; i < present.length; i++) {
      if (present[i].observer == observer) {
        Watcher[] left = new Watcher[present.length - 1];
        System.arraycopy(present, 0, left, 0, i);
        System.arraycopy(present, i + 1, left, i, left.length - i);
        watchers = left;
        return;
      }
    }
  }

  /** Whether they are shown to anybody. */
  public static boolean isObserved() {
    return watchers.length > 0;
  }

  /**
   * A sampled removal is over.
   *
   * @param countedAs name of the class that it was counted for
   * @param result what woven code passed: the value, or the map's node that held it; null if
   *     neither was at hand
   */
  public static void removed(
      Object map, String countedAs, @Nullable Object result, int flags, int operation) {
    // What is passed of an operation by entry is the entry, which may have moved on.
    if (!isObserved() || result == null || (flags & DeletionFlags.ENTRY) != 0) {
      return;
    }
    Object value = MapInternals.removedValue(map, result);
    if (value != null) {
      show(map, countedAs, value, operation);
    }
  }

  /** A sampled {@code clear} begins. */
  public static void clearing(Object map) {
    if (isObserved()) {
      show(map, "", null, 0);
    }
  }

  @DontInline
  private static void show(Object map, String countedAs, @Nullable Object value, int operation) {
    ThreadCell mine = null;
    try {
      mine = ThreadCells.beginObserving();
      if (mine == null) {
        return;
      }
      for (Watcher each : watchers) {
        show(each, map, countedAs, value, operation);
      }
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
    } finally {
      if (mine != null) {
        mine.observing = false;
      }
    }
  }

  private static void show(
      Watcher watcher, Object map, String countedAs, @Nullable Object value, int operation) {
    try {
      if (value == null) {
        watcher.observer.clearing(map);
      } else {
        watcher.observer.removed(map, countedAs, value, operation);
      }
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
    } catch (Throwable error) {
      Failures.note(watcher.part, error);
    }
  }
}
