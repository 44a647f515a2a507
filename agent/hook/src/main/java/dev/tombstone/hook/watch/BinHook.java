package dev.tombstone.hook.watch;

import dev.tombstone.hook.DeletionFlags;
import dev.tombstone.hook.RemovalSink;
import dev.tombstone.hook.ThreadCell;
import dev.tombstone.hook.ThreadCells;
import org.jspecify.annotations.Nullable;

/**
 * Shows sampled removals by a hashed key to an observer. One that is not sampled never comes here;
 * neither do those of agent threads, and of threads without a {@link ThreadCell}.
 */
public final class BinHook {
  private static volatile @Nullable BinObserver observer;

  private BinHook() {}

  /** Shows removals to this observer from now on. */
  public static void observe(BinObserver newObserver) {
    observer = newObserver;
  }

  /** Shows nothing from now on. */
  public static void stopObserving() {
    observer = null;
  }

  /**
   * A sampled removal.
   *
   * @param key as {@link RemovalSink#sampled} has it
   * @param flags as in {@link DeletionFlags}
   */
  public static void removed(Object map, @Nullable Object key, int hash, int flags, boolean found) {
    BinObserver present = observer;
    if (present == null
        || key == null
        || key == RemovalSink.NO_KEY
        || (flags & (DeletionFlags.HASHED | DeletionFlags.UNSEARCHED)) != DeletionFlags.HASHED) {
      return;
    }
    ThreadCell mine = ThreadCells.beginObserving();
    if (mine == null) {
      return;
    }
    try {
      present.removed(map, key, hash, found);
    } finally {
      mine.observing = false;
    }
  }
}
