package dev.tombstone.hook;

import dev.tombstone.hook.sampling.Gate;
import org.jspecify.annotations.Nullable;

/**
 * A lane of deletions that could not be counted in a row of their thread's: its stack had
 * overflowed, there was no memory for its first row, or it has no {@link ThreadCell} and somebody
 * has to see to it that what it counted is taken over. They are put down here without a call, for
 * there may be no stack for one, and the next agent thread that reads counts or empties the ring
 * counts them.
 *
 * <p>A thread's lane is one of {@value #LANES} with {@value #PLACES} places; written racily. What
 * is lost, if more than a lane holds comes between two readings or two threads meet in one lane at
 * once, is a count in a thread that was out of stack or memory.
 */
final class DeferredCounts {
  static final int PLACES = 64;

  /** Readings after which a place is free again in which nothing was counted. */
  private static final int PATIENCE = 400;

  private static final int LANES = 4;
  private static final DeferredCounts[] ALL = lanes();

  /** For whoever has no stack to find out which is its own. */
  static final DeferredCounts SHARED = ALL[0];

  /** Set last: something is to be settled. */
  static volatile boolean any;

  final Deletion[] places = new Deletion[PLACES];

  /** The next place to use, ever rising. */
  int next;

  /** One of them. */
  static final class Deletion {
    /** To count in, where there is no memory for a row; samples nothing. */
    final long[] spare = Row.of(0, ScopeStack.UNCHANGED);

    int gate;

    /** In which it is counted, or will be: the spare one, or one made for it. */
    long[] row = spare;

    /** Whether stack or memory was missing. */
    boolean full;

    /** What else kept it from its thread's row. */
    @Nullable Throwable error;

    /** As which it counts. Set last; null in a free place. */
    @Nullable Object map;

    int readings;

    Deletion() {
      spare[Row.COUNTDOWN] = Row.NEVER;
    }
  }

  private DeferredCounts() {
    for (int place = 0; place < PLACES; place++) {
      places[place] = new Deletion();
    }
  }

  /** The lane of the thread with this id. */
  static DeferredCounts of(long threadId) {
    return ALL[(int) threadId & (LANES - 1)];
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
    long[] row = due.row;
    if (!hasCounts(row) && due.readings++ < PATIENCE) {
      // Its deletion may be under way.
      any = true;
      return;
    }
    due.map = null;
    if (Gate.isOver(due.gate)) {
      shared = new SharedCounts();
    }
    shared.takeFrom(row);
    due.row = due.spare;
    Throwable error = due.error;
    due.error = null;
    if (due.full) {
      Failures.exhausted = Failures.exhausted + 1;
    } else if (error != null) {
      Failures.note(Part.COUNTING, error);
    }
  }

  private static boolean hasCounts(long[] row) {
    for (int operation = 0; operation < OperationCode.COUNT; operation++) {
      if (row[Row.removed(operation)] != 0 || row[Row.missed(operation)] != 0) {
        return true;
      }
    }
    return false;
  }

  private static DeferredCounts[] lanes() {
    DeferredCounts[] lanes = new DeferredCounts[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      lanes[lane] = new DeferredCounts();
    }
    return lanes;
  }
}
