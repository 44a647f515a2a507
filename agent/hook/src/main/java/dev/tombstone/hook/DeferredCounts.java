package dev.tombstone.hook;

import dev.tombstone.hook.sampling.Gate;
import org.jspecify.annotations.Nullable;

/**
 * A lane of deletions whose count failed: the thread's stack had overflowed, or there was no memory
 * for its first cell. {@link RemovalHook} puts them down here without a call, for there may be no
 * stack for one, and the next agent thread that reads counts or empties the ring counts them.
 *
 * <p>A thread's lane is its cell's, one of {@value #LANES} with {@value #PLACES} places; written
 * racily. What is lost, if more than a lane holds comes between two readings or two threads meet in
 * one lane at once, is a count in a thread that was out of stack or memory.
 */
final class DeferredCounts {
  static final int PLACES = 128;

  /**
   * Deletions that a thread counts without trying to sample one, after one for which it had no
   * stack: the short way needs less of it.
   */
  static final int PAUSE = 64;

  private static final int LANES = 16;
  private static final DeferredCounts[] ALL = lanes();

  /** For threads without a cell. */
  static final DeferredCounts SHARED = ALL[0];

  /** Set last: something is to be settled. */
  static volatile boolean any;

  final Deletion[] places = new Deletion[PLACES];

  /** The next place to use, ever rising. */
  int next;

  /** One of them. */
  static final class Deletion {
    int gate;
    int operation;
    long entries;

    /** What the count failed with; null where the stack had no room for it to begin. */
    @Nullable Throwable error;

    /** Set last; null in a free place. */
    @Nullable Object map;
  }

  private DeferredCounts() {
    for (int place = 0; place < PLACES; place++) {
      places[place] = new Deletion();
    }
  }

  /** The lane of the cell in this slot. */
  static DeferredCounts of(int slot) {
    return ALL[slot & (LANES - 1)];
  }

  /** Counts what was put down; nothing most of the time. */
  static void settle() {
    if (any) {
      settleAll();
    }
  }

  private static synchronized void settleAll() {
    any = false;
    try {
      settleLanes();
    } catch (Throwable error) {
      // What is left is looked at again.
      any = true;
      throw error;
    }
  }

  private static void settleLanes() {
    for (DeferredCounts lane : ALL) {
      for (Deletion due : lane.places) {
        Object map = due.map;
        if (map != null) {
          settle(due, map);
        }
      }
    }
  }

  private static void settle(Deletion due, Object map) {
    // The first of its class takes memory, and there may be none yet.
    MapCounters counters = CounterTable.of(map.getClass());
    SharedCounts shared = counters.shared();
    due.map = null;
    Throwable error = due.error;
    due.error = null;
    if (!Gate.isOver(due.gate)) {
      counters.add(null, shared, due.operation, due.entries);
    }
    boolean full = error instanceof StackOverflowError || error instanceof OutOfMemoryError;
    if (error == null || full) {
      Failures.exhausted = Failures.exhausted + 1;
    } else if (!AsyncStop.is(error)) {
      Failures.note(Part.COUNTING, error);
    }
  }

  private static DeferredCounts[] lanes() {
    DeferredCounts[] lanes = new DeferredCounts[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      lanes[lane] = new DeferredCounts();
    }
    return lanes;
  }
}
