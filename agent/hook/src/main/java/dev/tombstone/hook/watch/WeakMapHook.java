package dev.tombstone.hook.watch;

import dev.tombstone.hook.Failures;
import dev.tombstone.hook.ThreadCell;
import dev.tombstone.hook.ThreadCells;
import jdk.internal.vm.annotation.DontInline;
import jdk.internal.vm.annotation.ForceInline;
import org.jspecify.annotations.Nullable;

/**
 * The static method that {@code WeakHashMap.put} calls first. Woven only while a detector wants it.
 *
 * <p>Insertions are shown when the observer has asked for some, and then a bounded number of them;
 * all others pay for one read. Those of agent threads, and of threads without a {@link ThreadCell},
 * are never shown.
 */
public final class WeakMapHook {
  private static final int WARM_UP_ROUNDS = 40;

  /** Read by every insertion; written by agent threads, and once by whoever uses up the rest. */
  private static volatile boolean asked;

  /** Insertions that may still be shown; counted racily. */
  private static int left;

  private static volatile @Nullable WeakMapObserver observer;

  /** To which the observer's own errors are put down. */
  private static volatile int part;

  private WeakMapHook() {}

  /** Shows insertions to this observer when it asks; its errors are this part's. */
  public static void observe(WeakMapObserver newObserver, int newPart) {
    part = newPart;
    observer = newObserver;
  }

  /** Shows the next insertions, so many at the most, whichever maps they are into. */
  public static void ask(int most) {
    left = most;
    asked = observer != null;
  }

  /** Shows nothing from now on. */
  public static void stopObserving() {
    asked = false;
    observer = null;
  }

  /** An entry is about to be put into this map. */
  @ForceInline
  public static void inserting(Object map) {
    if (asked) {
      show(map);
    }
  }

  /**
   * Takes both ways through {@link #inserting} often, on an agent's thread: in compiled code a
   * condition that has never held is a trap.
   */
  public static void warmUp(Object map) {
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      asked = (round & 1) == 0;
      inserting(map);
    }
    asked = false;
  }

  @DontInline
  private static void show(Object map) {
    int rest = left - 1;
    left = rest;
    if (rest <= 0) {
      asked = false;
    }
    WeakMapObserver present = observer;
    if (present == null) {
      return;
    }
    ThreadCell mine = null;
    try {
      mine = ThreadCells.beginObserving();
      if (mine != null) {
        present.inserting(map);
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
