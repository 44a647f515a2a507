package dev.tombstone.hook.watch;

import dev.tombstone.hook.Failures;
import dev.tombstone.hook.Part;
import dev.tombstone.hook.ThreadCell;
import dev.tombstone.hook.ThreadCells;
import dev.tombstone.hook.jdk.ArrayLayout;
import dev.tombstone.hook.jdk.MapInternals;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.DontInline;
import jdk.internal.vm.annotation.ForceInline;
import org.jspecify.annotations.Nullable;

/**
 * The static methods that instrumented JDK method bodies call around a whole mutating operation.
 * Woven only while a detector wants it; the counting path knows nothing of it.
 *
 * <p>Not every map is observed. Left alone are maps that only one thread changes (see {@link
 * Confinement}); while there is much to observe, also maps that have changed {@value
 * MapInternals#YOUNG} times at most, which most maps never exceed, and three quarters of the
 * operations on the others ({@link MapInternals#isLeftOut}), for two reads and a comparison; and
 * maps not chosen by their identity hash, so that of two operations on one map both are seen or
 * neither. Agent threads, and threads beyond the number that have a {@link ThreadCell}, are not
 * observed. While the hook {@linkplain #pause pauses}, no map is.
 */
public final class MutationHook {
  /** The largest shift of {@link #choose}. */
  public static final int MAX_SHIFT = 15;

  private static final int NONE = -1;
  private static final int ALL = 0;
  private static final int HIGH_HALF = 16;
  private static final int NO_YOUNG = 1 << MAX_SHIFT;

  /** No map is chosen, operations are counted: a turn that its mask of no bits does not have. */
  private static final int COUNT = 1;

  private static final int WARM_UP_ROUNDS = 40;

  /**
   * Which maps are chosen: the high half says which bits of the identity hash's high half are
   * compared, the low half with what; its own highest bit, that no young map is chosen. {@link
   * #ALL}: all maps; negative: none.
   */
  private static final int[] CHOSEN = {NONE, 0};

  /** Where the phase is that is watched while there are no young maps, beside the choice. */
  private static final int PHASE = 1;

  /** What is chosen when the counting ends. */
  private static volatile int afterCount = NONE;

  private static volatile @Nullable MutationObserver observer;

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private MutationHook() {}

  /** Shows the operations of all maps to this observer from now on. */
  public static void observe(MutationObserver newObserver) {
    observer = newObserver;
    setChosen(ALL);
  }

  /**
   * Shows those of every 2<sup>shift</sup>-th map only, while there is an observer.
   *
   * @param shift 0 to {@value #MAX_SHIFT}
   * @param turn which of the 2<sup>shift</sup> parts of all maps; taken modulo their number
   * @param young whether maps that have hardly changed are among them
   */
  public static void choose(int shift, int turn, boolean young) {
    if (shift < 0 || shift > MAX_SHIFT) {
      throw new IllegalArgumentException("ratio shift out of range");
    }
    int mask = (1 << shift) - 1;
    if (observer != null) {
      // Another one when all parts have had their turn.
      CHOSEN[PHASE] = turn >>> shift;
      setChosen(mask << HIGH_HALF | (young ? 0 : NO_YOUNG) | (turn & mask));
    }
  }

  /** Shows nothing until maps are chosen again, for one read an operation. */
  public static void pause() {
    setChosen(NONE);
  }

  /**
   * Counts operations instead of showing them, whichever map they are on, until a thread has come
   * to {@code most} or {@link #operationsPerSecond} is asked; then what is chosen now is chosen
   * again.
   */
  public static void count(int most) {
    if (observer != null) {
      afterCount = chosen();
      OperationCount.begin(most);
      setChosen(COUNT);
    }
  }

  /** Ends a {@link #count}; operations a second of all threads in it, -1 if that cannot be said. */
  public static long operationsPerSecond() {
    endCount();
    return OperationCount.perSecond();
  }

  /** Operations shown to observers so far, on all threads. */
  public static long observed() {
    return ThreadCells.observed();
  }

  /** Shows nothing from now on; an operation under way may still report its exit. */
  public static void stopObserving() {
    setChosen(NONE);
    observer = null;
  }

  /**
   * Whether several threads are known to change the map, or another map of the same identity hash.
   */
  public static boolean isShared(Object map) {
    return Confinement.isShared(System.identityHashCode(map));
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
  @ForceInline
  public static long enter(Object map, @Nullable Object key, @Nullable Object value, int mutation) {
    return enter(chosen(), map, key, value, mutation);
  }

  @ForceInline
  private static long enter(
      int choice, Object map, @Nullable Object key, @Nullable Object value, int mutation) {
    return choice < 0 || ((choice & NO_YOUNG) != 0 && MapInternals.isLeftOut(map, CHOSEN[PHASE]))
        ? 0L
        : follow(choice, map, key, value, mutation);
  }

  /** One copy for all woven bodies, which stay small. */
  @DontInline
  private static long follow(
      int choice, Object map, @Nullable Object key, @Nullable Object value, int mutation) {
    if (choice == COUNT) {
      counted();
      return 0L;
    }
    int hash = System.identityHashCode(map);
    if (Confinement.holds(hash, ThreadCells.idOf(Thread.currentThread()))) {
      return 0L;
    }
    return entered(map, key, value, mutation, hash);
  }

  /** The operation ends. */
  @ForceInline
  public static void exit(long token) {
    if (token != 0L) {
      exited(token);
    }
  }

  /**
   * Takes every way through {@link #enter} often, on an agent's thread: in compiled code a
   * condition that has never held is a trap, and all code with {@code enter} in it would be
   * compiled anew when it first holds.
   *
   * @param maps of all classes that are watched, some changed hardly, some often
   */
  public static void warmUp(Object... maps) {
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      for (int choice : new int[] {NONE, ALL, NO_YOUNG, COUNT}) {
        for (Object map : maps) {
          exit(enter(choice, map, null, null, 0));
        }
      }
    }
  }

  @DontInline
  private static void counted() {
    try {
      if (OperationCount.one()) {
        endCount();
      }
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
    } catch (Throwable error) {
      Failures.note(Part.MUTATIONS, error);
    }
  }

  private static int chosen() {
    return UNSAFE.getIntVolatile(CHOSEN, ArrayLayout.ofInt(0));
  }

  private static void setChosen(int choice) {
    UNSAFE.putIntVolatile(CHOSEN, ArrayLayout.ofInt(0), choice);
  }

  private static void endCount() {
    UNSAFE.compareAndSetInt(CHOSEN, ArrayLayout.ofInt(0), COUNT, afterCount);
  }

  /**
   * What {@link #enter} does not decide itself. Whether the map's turn has come is asked here: in
   * compiled code a condition that has never held is a trap, and all code that holds it would be
   * compiled anew at the first turn.
   */
  @DontInline
  private static long entered(
      Object map, @Nullable Object key, @Nullable Object value, int mutation, int hash) {
    int choice = chosen();
    if (((hash >>> HIGH_HALF ^ choice) & choice >>> HIGH_HALF) != 0) {
      return 0L;
    }
    ThreadCell mine = null;
    try {
      mine = ThreadCells.beginObserving();
      MutationObserver present = observer;
      if (mine == null || present == null) {
        return 0L;
      }
      Confinement.note(hash, ThreadCells.idOf(Thread.currentThread()));
      return present.entered(map, key, value, mutation, mine.nextSerial());
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
      return 0L;
    } catch (Throwable error) {
      Failures.note(Part.MUTATIONS, error);
      return 0L;
    } finally {
      if (mine != null) {
        mine.observing = false;
      }
    }
  }

  @DontInline
  private static void exited(long token) {
    ThreadCell mine = null;
    try {
      mine = ThreadCells.beginObserving();
      MutationObserver present = observer;
      if (mine != null && present != null) {
        present.exited(token);
      }
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
    } catch (Throwable error) {
      Failures.note(Part.MUTATIONS, error);
    } finally {
      if (mine != null) {
        mine.observing = false;
      }
    }
  }
}
