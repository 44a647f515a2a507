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
  private static final int NONE = -1;

  /** A map is chosen if its identity hash has none of these bits; negative: none is. */
  private static volatile int chosen = NONE;

  private static volatile @Nullable MutationObserver observer;

  private MutationHook() {}

  /**
   * Shows the operations of every 2<sup>shift</sup>-th map to this observer from now on.
   *
   * @param shift 0 to {@link RecordingControl#MAX_RATIO_SHIFT}
   */
  public static void observe(MutationObserver newObserver, int shift) {
    if (shift < 0 || shift > RecordingControl.MAX_RATIO_SHIFT) {
      throw new IllegalArgumentException("ratio shift out of range");
    }
    observer = newObserver;
    chosen = (1 << shift) - 1;
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
    int mask = chosen;
    if (mask < 0) {
      return 0L;
    }
    int hash = System.identityHashCode(map);
    if ((hash & mask) != 0 || Confinement.holds(hash, ThreadCells.idOf(Thread.currentThread()))) {
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
      Confinement.note(hash, ThreadCells.idOf(Thread.currentThread()));
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
