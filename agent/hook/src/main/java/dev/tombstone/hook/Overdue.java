package dev.tombstone.hook;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Deletions whose count failed: the thread's stack had overflowed, or there was no memory for its
 * first cell. They are put down here, without a call, for there may be no stack for one, and
 * counted by the next thread that reads counts or empties the ring.
 *
 * <p>Written racily by any thread, {@value #SLOTS} at most between two readings; what is lost in a
 * race or for want of room is a count in a thread that was out of stack or memory.
 */
final class Overdue {
  static final int SLOTS = 512;
  static final int MASK = SLOTS - 1;

  /** Next slot to use, ever rising. */
  static int next;

  static final @Nullable Object[] MAPS = new @Nullable Object[SLOTS];
  static final long[] ENTRIES = new long[SLOTS];
  static final int[] OPERATIONS = new int[SLOTS];
  static final int[] GATES = new int[SLOTS];

  static final @Nullable Throwable[] ERRORS = new @Nullable Throwable[SLOTS];

  /** Set last: something is to be settled. */
  static volatile boolean any;

  private Overdue() {}

  /** Counts what was put down; nothing most of the time. */
  static void settle() {
    if (any) {
      settleAll();
    }
  }

  private static synchronized void settleAll() {
    any = false;
    for (int slot = 0; slot < SLOTS; slot++) {
      Object map = MAPS[slot];
      Throwable error = ERRORS[slot];
      if (map != null && error != null) {
        MAPS[slot] = null;
        ERRORS[slot] = null;
        MapCounters counters = CounterTable.of(map.getClass());
        LongAdder[] adders = counters.shared();
        if (!Gate.isOver(GATES[slot])) {
          counters.add(null, adders, OPERATIONS[slot], ENTRIES[slot]);
        }
        SampledRemoval.failed(error);
      }
    }
  }
}
