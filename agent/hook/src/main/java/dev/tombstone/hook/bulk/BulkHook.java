package dev.tombstone.hook.bulk;

import dev.tombstone.hook.Failures;
import dev.tombstone.hook.RemovalHook;
import dev.tombstone.hook.ThreadCell;
import dev.tombstone.hook.ThreadCells;
import dev.tombstone.hook.jdk.MapInternals;
import dev.tombstone.hook.jdk.MapViews;
import jdk.internal.vm.annotation.DontInline;
import org.jspecify.annotations.Nullable;

/**
 * The static methods that woven {@code removeIf}, {@code removeAll}, {@code retainAll} and {@code
 * clear} call: they time the whole call. Woven only while a detector wants it. Which calls are
 * timed is drawn by {@link BulkTurns}; of the others nothing is known. A call that ends in an
 * exception is not shown, neither are those of agent threads and of threads without a {@link
 * ThreadCell}.
 */
public final class BulkHook {
  /** A table of fewer places is cleared in a few microseconds, and not timed. */
  public static final int LARGE_TABLE = 4_096;

  private static volatile @Nullable BulkObserver observer;

  /** To which the observer's own errors are put down. */
  private static volatile int part;

  private BulkHook() {}

  /** Shows calls to this observer from now on, whose errors are this part's. */
  public static void observe(BulkObserver newObserver, int newPart) {
    part = newPart;
    observer = newObserver;
  }

  /** Shows nothing from now on. */
  public static void stopObserving() {
    observer = null;
  }

  /** A call begins; answers what {@link #exit} wants, 0 if it is not timed. */
  public static long enter() {
    return observer == null ? 0L : begins();
  }

  /** The same of a map's own {@code clear}, which goes through its table. */
  public static long enterClear(Object map) {
    return observer == null || MapInternals.capacity(map) < LARGE_TABLE ? 0L : begins();
  }

  /** Entries of the map that this is, or is a view of, for a call that is timed. */
  public static long sizeBefore(long ticket, Object collection) {
    return ticket == 0L ? 0L : sizeBehind(collection);
  }

  /** 1 for what was removed, 0 for null. */
  public static int one(@Nullable Object removed) {
    return removed == null ? 0 : 1;
  }

  /** A call returns. */
  public static void exit(
      long ticket,
      long before,
      int visited,
      int removed,
      Object collection,
      @Nullable Object argument,
      int call) {
    if (ticket != 0L) {
      ends(ticket, before, visited, removed, collection, argument, call);
    }
  }

  @DontInline
  private static long begins() {
    try {
      ThreadCell mine = ThreadCells.mine();
      return mine != null && mine.bulkTurns.isDue() ? RemovalHook.nanos() : 0L;
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
      return 0L;
    }
  }

  @DontInline
  private static long sizeBehind(Object collection) {
    try {
      Object map = MapViews.mapBehind(collection);
      return map == null ? 0L : MapInternals.size(map);
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
      return 0L;
    }
  }

  @DontInline
  private static void ends(
      long ticket,
      long before,
      int visited,
      int removed,
      Object collection,
      @Nullable Object argument,
      int call) {
    BulkObserver present = observer;
    ThreadCell mine = null;
    try {
      long now = RemovalHook.nanos();
      mine = ThreadCells.beginObserving();
      if (mine == null) {
        return;
      }
      int shift = mine.bulkTurns.timed(now);
      Object map = present == null ? null : MapViews.mapBehind(collection);
      if (present != null && map != null) {
        present.called(
            map, collection, argument, call, before, visited, removed, now - ticket, shift);
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
