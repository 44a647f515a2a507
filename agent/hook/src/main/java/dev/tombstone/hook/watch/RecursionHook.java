package dev.tombstone.hook.watch;

import dev.tombstone.hook.Failures;
import dev.tombstone.hook.ThreadCell;
import dev.tombstone.hook.ThreadCells;
import jdk.internal.vm.annotation.DontInline;
import org.jspecify.annotations.Nullable;

/**
 * Shows removals that a ConcurrentHashMap ended in an {@code IllegalStateException} to an observer.
 * Those of agent threads, and of threads without a {@link ThreadCell}, never come here.
 */
public final class RecursionHook {
  private static volatile @Nullable RecursionObserver observer;

  /** To which the observer's own errors are put down. */
  private static volatile int part;

  private RecursionHook() {}

  /** Shows them to this observer from now on, whose errors are this part's. */
  public static void observe(RecursionObserver newObserver, int newPart) {
    part = newPart;
    observer = newObserver;
  }

  /** Shows nothing from now on. */
  public static void stopObserving() {
    observer = null;
  }

  /** A keyed removal from this ConcurrentHashMap is about to end. */
  @DontInline
  public static void refused(Object map, int hash, Throwable thrown) {
    RecursionObserver present = observer;
    if (present == null || !(thrown instanceof IllegalStateException refusal)) {
      return;
    }
    ThreadCell mine = null;
    try {
      mine = ThreadCells.beginObserving();
      if (mine != null) {
        present.refused(map, hash, refusal);
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
