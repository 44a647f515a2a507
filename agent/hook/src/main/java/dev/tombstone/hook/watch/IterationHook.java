package dev.tombstone.hook.watch;

import dev.tombstone.hook.Failures;
import dev.tombstone.hook.Part;
import dev.tombstone.hook.ThreadCell;
import dev.tombstone.hook.ThreadCells;
import dev.tombstone.hook.bulk.LoopHook;
import dev.tombstone.hook.jdk.MapInternals;
import jdk.internal.vm.annotation.DontInline;
import org.jspecify.annotations.Nullable;

/**
 * The static methods that instrumented iterators, loops and removals call. Woven only while a
 * detector wants it.
 *
 * <p>A removal notes itself in its thread's {@link RemovalRun}; the end of a loop compares two
 * ints; only a loop that finds its map changed goes further. Iterators are not passed, so that they
 * can stay on the stack. Agent threads and threads without a {@link ThreadCell} have no run: what
 * they remove is not known to be theirs.
 */
public final class IterationHook {
  private static volatile @Nullable IterationObserver observer;

  /** How many more removals the observer may be shown; counted down racily. */
  private static volatile int sightings;

  private IterationHook() {}

  /** Shows loops and removals to this observer from now on. */
  public static void observe(IterationObserver newObserver) {
    observer = newObserver;
  }

  /** Shows nothing from now on, and lets go of all maps. */
  public static void stopObserving() {
    observer = null;
    sightings = 0;
    ThreadCells.forgetRuns();
  }

  /** Shows so many more removals to the observer, and no more; to be called often. */
  public static void allowSightings(int number) {
    sightings = number;
  }

  /** Lets go of the maps that threads removed from; to be called every few seconds. */
  public static void forgetRuns() {
    ThreadCells.forgetRuns();
  }

  /**
   * Runs out of stack now rather than in what follows: goes as deep as a removal from an
   * IdentityHashMap that tells of its moves.
   */
  @DontInline
  public static void reserve() {
    int unused = StackReserve.take(StackReserve.MOVES);
  }

  /**
   * An entry, or by {@code clear} all, left the map; nothing if {@code modCount}, the count that
   * the removal raised it to, is 0.
   */
  public static void removed(Object map, int modCount) {
    if (observer == null || modCount == 0) {
      return;
    }
    try {
      ThreadCell mine = ThreadCells.mineAtOnce();
      if (mine == null || sightings > 0) {
        shown(map, modCount);
      } else {
        mine.removals.add(map, modCount);
      }
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
    } catch (Throwable error) {
      Failures.note(Part.ITERATION, error);
    }
  }

  /** An iterator of an IdentityHashMap removed an entry, and may have moved others. */
  public static void removedInPlace(Object map, int modCount) {
    if (modCount == 0) {
      return;
    }
    removed(map, modCount);
    try {
      ThreadCell mine = ThreadCells.mineAtOnce();
      if (mine != null) {
        mine.removals.losesMoves(map);
      }
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
    } catch (Throwable error) {
      Failures.note(Part.ITERATION, error);
    }
  }

  /** The removal under way moves an entry of an IdentityHashMap to another place of its table. */
  public static void moved(int from, int to, Object map) {
    if (observer == null) {
      return;
    }
    try {
      ThreadCell mine = ThreadCells.mineAtOnce();
      if (mine != null) {
        mine.removals.moved(map, from, to);
      }
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
    } catch (Throwable error) {
      Failures.note(Part.ITERATION, error);
    }
  }

  /** A loop is about to throw a ConcurrentModificationException. */
  @DontInline
  public static void failed(@Nullable Object map, int expected) {
    IterationObserver present = observer;
    if (present == null || map == null) {
      return;
    }
    ThreadCell mine = null;
    try {
      mine = ThreadCells.beginObserving();
      int now = MapInternals.structure(map);
      if (mine != null && now != expected && now != MapInternals.UNKNOWN) {
        int own = mine.removals.ownOf(map, expected, now);
        present.failed(map, changes(map, expected, now, own));
      }
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
    } catch (Throwable error) {
      Failures.note(Part.ITERATION, error);
    } finally {
      if (mine != null) {
        mine.observing = false;
      }
    }
  }

  /** A loop has come to its end. */
  public static void ended(Object map, int modCount, int expected) {
    if (modCount != expected) {
      endedChanged(map, modCount, expected, IterationObserver.UNKNOWN, null);
    } else {
      LoopHook.ended(map);
    }
  }

  /** A loop over an IdentityHashMap has come to its end; {@code last} is the last index visited. */
  public static void endedAt(
      Object map, int modCount, int expected, int last, @Nullable Object table) {
    if (modCount != expected) {
      endedChanged(map, modCount, expected, last, table);
    } else {
      LoopHook.ended(map);
    }
  }

  @DontInline
  private static void endedChanged(
      Object map, int modCount, int expected, int last, @Nullable Object table) {
    IterationObserver present = observer;
    if (present == null) {
      return;
    }
    ThreadCell mine = null;
    try {
      mine = ThreadCells.beginObserving();
      if (mine != null) {
        RemovalRun removals = mine.removals;
        int own = removals.ownOf(map, expected, modCount);
        int skipped =
            last < 0 || own != modCount - expected || table != MapInternals.tableOf(map)
                ? IterationObserver.UNKNOWN
                : removals.movedBefore(map, expected, last);
        present.ended(map, changes(map, expected, modCount, own), skipped);
      }
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
    } catch (Throwable error) {
      Failures.note(Part.ITERATION, error);
    } finally {
      if (mine != null) {
        mine.observing = false;
      }
    }
  }

  @DontInline
  private static void shown(Object map, int modCount) {
    ThreadCell mine = ThreadCells.mine();
    if (mine == null) {
      return;
    }
    mine.removals.add(map, modCount);
    IterationObserver present = observer;
    int left = sightings;
    if (present == null || left <= 0 || !mine.beginObserving()) {
      return;
    }
    try {
      if (present.removed(map, modCount)) {
        sightings = left - 1;
      }
    } finally {
      mine.observing = false;
    }
  }

  private static MapChanges changes(Object map, int expected, int now, int own) {
    Thread other = own == now - expected ? null : ThreadCells.otherRemover(map, expected, now);
    return new MapChanges(expected, now, own, isAlone(map), other);
  }

  private static boolean isAlone(Object map) {
    return !ThreadCells.othersRemoveFrom(map)
        && !Confinement.isOthers(
            System.identityHashCode(map), ThreadCells.idOf(Thread.currentThread()));
  }
}
