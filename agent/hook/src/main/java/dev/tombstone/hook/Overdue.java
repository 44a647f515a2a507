package dev.tombstone.hook;

import org.jspecify.annotations.Nullable;

/**
 * Deletions whose count failed: the thread's stack had overflowed, or there was no memory for its
 * first cell. {@link RemovalHook} puts them down here without a call, for there may be no stack for
 * one, and the next thread that reads counts or empties the ring counts them.
 *
 * <p>{@value #LANES} lanes of {@value #LANE} places, a thread's lane from its cell; written racily.
 * What is lost, if more than a lane holds comes between two readings or two threads meet in one
 * lane at once, is a count in a thread that was out of stack or memory.
 */
final class Overdue {
  static final int LANES = 16;
  static final int LANE = 256;
  private static final int PLACES = LANES * LANE;

  /** Next place of each lane, ever rising; {@value #LANES} words apart. */
  static final int[] NEXT = new int[LANES * LANES];

  static final @Nullable Object[] MAPS = new @Nullable Object[PLACES];
  static final long[] ENTRIES = new long[PLACES];
  static final int[] OPERATIONS = new int[PLACES];
  static final int[] GATES = new int[PLACES];

  /** What the count failed with; null where the stack had no room for it to begin. */
  static final @Nullable Throwable[] ERRORS = new @Nullable Throwable[PLACES];

  /** Set last: something is to be settled. */
  static volatile boolean any;

  private Overdue() {}

  /** Counts what was put down; nothing most of the time. Agent threads only. */
  static void settle() {
    if (any) {
      settleAll();
    }
  }

  private static synchronized void settleAll() {
    any = false;
    for (int place = 0; place < PLACES; place++) {
      Object map = MAPS[place];
      if (map != null) {
        MAPS[place] = null;
        Throwable error = ERRORS[place];
        ERRORS[place] = null;
        MapCounters counters = CounterTable.of(map.getClass());
        SharedCounts shared = counters.shared();
        if (!Gate.isOver(GATES[place])) {
          counters.add(null, shared, OPERATIONS[place], ENTRIES[place]);
        }
        boolean full = error instanceof StackOverflowError || error instanceof OutOfMemoryError;
        if (error == null || full) {
          Failures.exhausted = Failures.exhausted + 1;
        } else if (!AsyncStop.is(error)) {
          Failures.note(Part.COUNTING, error);
        }
      }
    }
  }
}
