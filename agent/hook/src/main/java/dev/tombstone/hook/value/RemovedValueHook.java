package dev.tombstone.hook.value;

import dev.tombstone.hook.DeletionFlags;
import dev.tombstone.hook.Failures;
import dev.tombstone.hook.ThreadCell;
import dev.tombstone.hook.ThreadCells;
import dev.tombstone.hook.jdk.MapInternals;
import jdk.internal.vm.annotation.DontInline;
import org.jspecify.annotations.Nullable;

/**
 * Shows the values of sampled removals to an observer. A removal that is not sampled never comes
 * here; neither do those of agent threads, and of threads without a {@link ThreadCell}.
 */
public final class RemovedValueHook {
  private static volatile @Nullable RemovedValueObserver observer;

  /** To which the observer's own errors are put down. */
  private static volatile int part;

  private RemovedValueHook() {}

  /** Shows them to this observer from now on, whose errors are this part's. */
  public static void observe(RemovedValueObserver newObserver, int newPart) {
    part = newPart;
    observer = newObserver;
  }

  /** Shows nothing from now on. */
  public static void stopObserving() {
    observer = null;
  }

  /**
   * A sampled removal is over.
   *
   * @param result what woven code passed: the value, or the map's node that held it; null if
   *     neither was at hand
   */
  public static void removed(Object map, @Nullable Object result, int flags, int operation) {
    RemovedValueObserver present = observer;
    // What is passed of an operation by entry is the entry, which may have moved on.
    if (present == null || result == null || (flags & DeletionFlags.ENTRY) != 0) {
      return;
    }
    Object value = MapInternals.removedValue(map, result);
    if (value != null) {
      show(present, map, value, operation);
    }
  }

  /** A sampled {@code clear} begins. */
  public static void clearing(Object map) {
    RemovedValueObserver present = observer;
    if (present != null) {
      show(present, map, null, 0);
    }
  }

  @DontInline
  private static void show(
      RemovedValueObserver present, Object map, @Nullable Object value, int operation) {
    ThreadCell mine = null;
    try {
      mine = ThreadCells.beginObserving();
      if (mine == null) {
        return;
      }
      if (value == null) {
        present.clearing(map);
      } else {
        present.removed(map, value, operation);
      }
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
    } catch (Throwable error) {
      Failures.note(part, error);
    } finally {
      if (mine != null) {
        mine.observing = false;
      }
    }
  }
}
