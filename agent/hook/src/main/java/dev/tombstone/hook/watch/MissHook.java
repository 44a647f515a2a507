package dev.tombstone.hook.watch;

import dev.tombstone.hook.DeletionFlags;
import dev.tombstone.hook.Failures;
import dev.tombstone.hook.Part;
import dev.tombstone.hook.RemovalHook;
import dev.tombstone.hook.ThreadCell;
import dev.tombstone.hook.ThreadCells;
import org.jspecify.annotations.Nullable;

/**
 * Shows sampled misses to an observer. A removal that is not sampled, or that hits, never comes
 * here; neither do those of agent threads, and of threads without a {@link ThreadCell}.
 */
public final class MissHook {
  /** The map was not searched, or the argument is an entry whose methods are the application's. */
  private static final int UNFIT =
      DeletionFlags.UNSEARCHED | DeletionFlags.ENTRY_ARGUMENT | DeletionFlags.KEYLESS;

  private static volatile @Nullable MissObserver observer;

  private MissHook() {}

  /** Shows misses to this observer from now on. */
  public static void observe(MissObserver newObserver) {
    observer = newObserver;
  }

  /** Whether misses are shown to anybody. */
  public static boolean isObserved() {
    return observer != null;
  }

  /** Shows nothing from now on. */
  public static void stopObserving() {
    observer = null;
  }

  /**
   * An observer's own error, kept from the application; thrown on if it was meant for it.
   *
   * @param part where: a {@link Part}
   */
  public static void failed(int part, Throwable error) {
    if (error instanceof StackOverflowError || error instanceof OutOfMemoryError) {
      Failures.exhausted = Failures.exhausted + 1;
    } else {
      Failures.note(part, error);
    }
  }

  /** The clock of {@code startNanos}: nanoseconds, positive. */
  public static long nanos() {
    return RemovalHook.nanos();
  }

  /** A sampled keyed removal has found nothing. */
  public static void missed(
      Object map,
      Object countedAs,
      @Nullable Object key,
      @Nullable Object expected,
      int hash,
      int flags,
      long ticket) {
    MissObserver present = observer;
    if (present == null || (flags & UNFIT) != 0) {
      return;
    }
    ThreadCell mine = ThreadCells.beginObserving();
    if (mine == null) {
      return;
    }
    try {
      present.missed(map, countedAs, key, expected, hash, flags, ticket);
    } finally {
      mine.observing = false;
    }
  }
}
