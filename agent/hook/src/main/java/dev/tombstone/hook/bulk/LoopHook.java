package dev.tombstone.hook.bulk;

import dev.tombstone.hook.Failures;
import dev.tombstone.hook.RemovalHook;
import dev.tombstone.hook.ThreadCell;
import dev.tombstone.hook.ThreadCells;
import dev.tombstone.hook.jdk.MapInternals;
import dev.tombstone.hook.watch.IterationHook;
import jdk.internal.vm.annotation.DontInline;
import org.jspecify.annotations.Nullable;

/**
 * The static methods that constructors of iterators call, and that {@link IterationHook} calls at
 * the end of a loop. Woven only while a detector wants it.
 *
 * <p>Nothing is counted on the way. Where a loop ends and {@code modCount} is what its iterator
 * expects, all changes since that was made were its own removals: it visited what was there when it
 * began, and removed what is gone. Which loop ends is not known, only its map, so of loops within
 * each other nothing is told. Maps of fewer than {@value #LARGE} entries are left alone.
 */
public final class LoopHook {
  /** Entries from which on a loop is followed. */
  public static final int LARGE = 1_000;

  private static volatile @Nullable LoopObserver observer;

  /** To which the observer's own errors are put down. */
  private static volatile int part;

  private LoopHook() {}

  /** Shows loops to this observer from now on, whose errors are this part's. */
  public static void observe(LoopObserver newObserver, int newPart) {
    part = newPart;
    observer = newObserver;
  }

  /** Shows nothing from now on, and lets go of all maps. */
  public static void stopObserving() {
    observer = null;
    ThreadCells.forgetLoops();
  }

  /** Lets go of the maps of loops that were left early; to be called every few seconds. */
  public static void forgetLoops() {
    ThreadCells.forgetLoops();
  }

  /** An iterator over the whole map was made. */
  public static void begins(Object map) {
    if (observer != null) {
      opened(map);
    }
  }

  /** An iterator over a part of the map was made. */
  public static void beginsInPart(Object map) {
    if (observer != null) {
      forget(map);
    }
  }

  /** A loop has come to its end, and nobody but its iterator has changed the map. */
  public static void ended(Object map) {
    if (observer != null) {
      closed(map);
    }
  }

  @DontInline
  private static void opened(Object map) {
    try {
      ThreadCell mine = ThreadCells.mineAtOnce();
      if (mine == null) {
        return;
      }
      long entries = MapInternals.size(map);
      if (entries >= LARGE) {
        mine.loop.begin(map, entries, RemovalHook.nanos());
      } else if (mine.loop.isOf(map)) {
        mine.loop.forget();
      }
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
    }
  }

  @DontInline
  private static void forget(Object map) {
    try {
      ThreadCell mine = ThreadCells.mineAtOnce();
      if (mine != null && mine.loop.isOf(map)) {
        mine.loop.forget();
      }
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
    }
  }

  @DontInline
  private static void closed(Object map) {
    LoopObserver present = observer;
    ThreadCell mine = null;
    try {
      ThreadCell here = ThreadCells.mineAtOnce();
      if (here == null || present == null || !here.loop.isOf(map)) {
        return;
      }
      LoopRun loop = here.loop;
      loop.forget();
      long removed = loop.before() - MapInternals.size(map);
      if (removed > 0 && loop.isSure()) {
        long nanos = RemovalHook.nanos() - loop.startNanos();
        mine = ThreadCells.beginObserving();
        if (mine != null) {
          present.looped(map, loop.before(), removed, nanos);
        }
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
