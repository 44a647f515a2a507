package dev.tombstone.hook;

import jdk.internal.vm.annotation.DontInline;
import org.jspecify.annotations.Nullable;

/**
 * The static methods that instrumented JDK method bodies call around a whole mutating operation.
 * Woven only while a detector wants it; the counting path knows nothing of it.
 *
 * <p>Maps are chosen by identity hash, so that both of two operations on one map are seen or
 * neither is; of those, maps that only one thread changes are left alone (see {@link Confinement}).
 * An operation that is not observed pays a read, the hash and a comparison or two. Agent threads,
 * and threads beyond the number that have a {@link ThreadCell}, are not observed.
 */
public final class MutationHook {
  private static final long NONE = -1;

  /**
   * A map is chosen if its identity hash, under the mask in the upper half, is the lower half;
   * negative: none is.
   */
  private static volatile long chosen = NONE;

  private static volatile @Nullable MutationObserver observer;

  private MutationHook() {}

  /** Shows the operations of every map to this observer from now on. */
  public static void observe(MutationObserver newObserver) {
    observer = newObserver;
    chosen = 0;
  }

  /**
   * Shows, if any, the operations of every 2<sup>shift</sup>-th map from now on, and of other maps
   * for each turn: in 2<sup>shift</sup> turns all have been chosen.
   *
   * @param shift 0 to {@link RecordingControl#MAX_RATIO_SHIFT}
   */
  public static void choose(int shift, int turn) {
    if (shift < 0 || shift > RecordingControl.MAX_RATIO_SHIFT) {
      throw new IllegalArgumentException("ratio shift out of range");
    }
    if (observer != null) {
      long mask = (1L << shift) - 1;
      chosen = (mask << Integer.SIZE) | (turn & mask);
    }
  }

  /** Operations shown so far; racy, and never less than a moment ago. */
  public static long observed() {
    return ThreadCells.observed();
  }

  /** Shows nothing from now on; an operation under way may still report its exit. */
  public static void stopObserving() {
    chosen = NONE;
    observer = null;
  }

  /** Looks anew at which maps only one thread changes; to be called every few seconds. */
  public static void forgetShared() {
    Confinement.forget();
  }

  /**
   * A mutating operation begins: a token for its exit, 0 if it is not followed.
   *
   * @param key an argument whose methods the operation may call, or null
   * @param value another such argument, or null
   */
  public static long enter(Object map, @Nullable Object key, @Nullable Object value, int mutation) {
    long present = chosen;
    if (present < 0) {
      return 0L;
    }
    int hash = System.identityHashCode(map);
    if ((hash & (int) (present >>> Integer.SIZE)) != (int) present
        || Confinement.holds(hash, ThreadCells.idOf(Thread.currentThread()))) {
      return 0L;
    }
    return entered(map, key, value, mutation, hash);
  }

  /** The operation ends. */
  public static void exit(long token, Object map, int mutation) {
    if (token != 0L) {
      exited(token, map, mutation);
    }
  }

  @DontInline
  private static long entered(
      Object map, @Nullable Object key, @Nullable Object value, int mutation, int hash) {
    ThreadCell mine = null;
    try {
      mine = beginObserving();
      MutationObserver present = observer;
      if (mine == null || present == null) {
        return 0L;
      }
      if (!Confinement.isShared(hash, ThreadCells.idOf(Thread.currentThread()))) {
        return 0L;
      }
      return present.entered(map, key, value, mutation, mine.nextSerial());
    } catch (Throwable error) {
      SampledRemoval.failed(error);
      return 0L;
    } finally {
      if (mine != null) {
        mine.endObserving();
      }
    }
  }

  @DontInline
  private static void exited(long token, Object map, int mutation) {
    ThreadCell mine = null;
    try {
      mine = beginObserving();
      MutationObserver present = observer;
      if (mine != null && present != null) {
        present.exited(token, map, mutation);
      }
    } catch (Throwable error) {
      SampledRemoval.failed(error);
    } finally {
      if (mine != null) {
        mine.endObserving();
      }
    }
  }

  /** The thread's cell, or null if the thread is not observed or is inside the observer. */
  private static @Nullable ThreadCell beginObserving() {
    ThreadCell mine = ThreadCells.mine();
    return mine != null && mine.beginObserving() ? mine : null;
  }
}
