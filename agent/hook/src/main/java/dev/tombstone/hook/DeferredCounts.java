package dev.tombstone.hook;

import dev.tombstone.hook.row.Row;
import dev.tombstone.hook.row.SharedCounts;
import dev.tombstone.hook.sampling.Gate;
import org.jspecify.annotations.Nullable;

/**
 * Deletions that are not counted in a row of their thread's. The next agent thread that reads
 * counts or empties the ring counts them.
 *
 * <p>A deletion for which there was neither stack nor memory to find its row counts in a spare one,
 * one of {@value #PLACES}, that is put down without a call. Written racily: if more than that comes
 * between two readings, in threads that are out of stack or memory, a count may be lost or go to
 * another such deletion's class.
 *
 * <p>A row that was made for one deletion, of a thread without a {@link ThreadCell}, is put down as
 * well: its thread may find no stack to have its count taken over. It refers to nothing of the
 * application's.
 */
final class DeferredCounts {
  static final int PLACES = 64;

  /** After this a place is free again in which nothing was counted. */
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private static final int LANES = 4;
  private static final int NOT_READ = 0;

  static final Deletion[] SPARE = spares();

  /** The next spare place to use, ever rising. */
  static int next;

  /** Set last: something is to be settled. */
  static volatile boolean any;

  private static final long[] @Nullable [] ROWS = new long[LANES * PLACES] @Nullable [];
  private static final int[] NEXT_ROW = new int[LANES];

  /** In place of a gate: the count was taken over. */
  static final long TAKEN = -1;

  /** What was there at the reading before, of those that are so far apart. */
  private static final long[] @Nullable [] READ = new long[LANES * PLACES] @Nullable [];

  private static long rowsReadNanos;

  /** One without stack or memory. */
  static final class Deletion {
    /** To count in; samples nothing. */
    final long[] row = Row.of(0, ScopeStack.UNCHANGED);

    int gate;

    /** Whether stack or memory was missing. */
    boolean full;

    /** What else kept it from its thread's row. */
    @Nullable Throwable error;

    /** When it was first read, and nothing was counted; {@link #NOT_READ}. */
    long readNanos;

    /** As which it counts. Set last; null in a free place. */
    @Nullable Object map;

    Deletion() {
      row[Row.COUNTDOWN] = Row.NEVER;
    }
  }

  private DeferredCounts() {}

  /** Puts a row down that was made for one deletion of the thread with this id. */
  static void put(long[] row, long threadId) {
    int lane = (int) threadId & (LANES - 1);
    ROWS[lane * PLACES + (NEXT_ROW[lane]++ & (PLACES - 1))] = row;
    any = true;
  }

  /** Counts what was put down; nothing most of the time. */
  static void settle() {
    if (any) {
      settleAll();
    }
  }

  /** Lets go of everything, counted or not. */
  static synchronized void forget() {
    for (int place = 0; place < ROWS.length; place++) {
      ROWS[place] = null;
      READ[place] = null;
    }
    for (int place = 0; place < PLACES; place++) {
      if (SPARE[place].map != null) {
        SPARE[place] = new Deletion();
      }
    }
  }

  private static synchronized void settleAll() {
    any = false;
    try {
      for (int place = 0; place < PLACES; place++) {
        Object map = SPARE[place].map;
        if (map != null) {
          settle(place, SPARE[place], map);
        }
      }
      settleRows();
    } catch (Throwable error) {
      // What is left is looked at again.
      any = true;
      throw error;
    }
  }

  private static void settleRows() {
    boolean old = RemovalHook.nanos() - rowsReadNanos > PATIENCE_NANOS;
    if (old) {
      rowsReadNanos = RemovalHook.nanos();
    }
    for (int place = 0; place < ROWS.length; place++) {
      long[] row = ROWS[place];
      if (row == null) {
        continue;
      }
      if (hasCounts(row)) {
        take(row, CounterTable.at((int) row[Row.CLASS]), (int) row[Row.GATE]);
        ROWS[place] = null;
      } else if (row[Row.GATE] == TAKEN || (old && row == READ[place])) {
        ROWS[place] = null;
      } else {
        // Its deletion may be under way.
        any = true;
        READ[place] = old ? row : READ[place];
      }
    }
  }

  private static void settle(int place, Deletion due, Object map) {
    if (!hasCounts(due.row)) {
      long now = RemovalHook.nanos();
      if (due.readNanos == NOT_READ) {
        due.readNanos = now;
      }
      if (now - due.readNanos < PATIENCE_NANOS) {
        // Its deletion may be under way.
        any = true;
        return;
      }
    }
    // The first of its class takes memory, and there may be none yet.
    MapCounters counters = CounterTable.of(map.getClass());
    // Whoever still holds the row counts for nobody else's class.
    SPARE[place] = new Deletion();
    take(due.row, counters, due.gate);
    Throwable error = due.error;
    if (due.full) {
      Failures.exhausted = Failures.exhausted + 1;
    } else if (error != null) {
      Failures.note(Part.COUNTING, error);
    }
  }

  private static void take(long[] row, MapCounters counters, int gate) {
    SharedCounts shared = counters.shared();
    if (Gate.isOver(gate)) {
      // Nobody reads these any more.
      shared = new SharedCounts();
    }
    shared.takeFrom(row);
  }

  private static boolean hasCounts(long[] row) {
    for (int operation = 0; operation < OperationCode.COUNT; operation++) {
      if (row[Row.removed(operation)] != 0
          || row[Row.missed(operation)] != 0
          || row[Row.failed(operation)] != 0) {
        return true;
      }
    }
    return false;
  }

  private static Deletion[] spares() {
    Deletion[] spares = new Deletion[PLACES];
    for (int place = 0; place < PLACES; place++) {
      spares[place] = new Deletion();
    }
    return spares;
  }
}
