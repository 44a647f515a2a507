package dev.tombstone.hook;

import dev.tombstone.hook.jdk.MapViews;
import dev.tombstone.hook.row.Row;
import dev.tombstone.hook.sampling.Gate;
import dev.tombstone.hook.value.RemovedValueHook;
import java.util.Map;
import jdk.internal.vm.annotation.DontInline;
import org.jspecify.annotations.Nullable;

/**
 * The static methods that instrumented JDK method bodies call.
 *
 * <p>A removal woven around its funnel amounts to
 *
 * <pre>{@code
 * long[] row = RemovalHook.enter(this, key, FLAGS);       // null: not counted
 * Node e = removeNode(hash, key, null, false, true);
 * RemovalHook.record(row, e, RemovalHook.BY_RESULT, this, key, null, hash, FLAGS);
 * }</pre>
 *
 * <p>Runs on any application thread, under any of its locks. What can fail comes first: {@link
 * #enter} finds the {@link Row} in which the deletion will be counted, out of line, while the map
 * has not been changed yet. {@link #record} is in line and adds to the row; only a sampled deletion
 * calls out again, after it was counted, and leaves through the sink. So a woven body holds little
 * code, and a stack that ends anywhere in it leaves counts that say what the map says. No method
 * blocks, runs user code, or allocates in the steady state; nothing it can reach loads or
 * initialises a class of the JDK. None throws, but for a stack that ends where {@link #enter} is
 * called: then nothing was removed.
 *
 * <p>Bodies that only sometimes remove, and say so late, call {@link #recordLate}: there the stack
 * may end after the change, and the deletion is put down without a call and counted later ({@link
 * DeferredCounts}). Where somebody stops the thread inside of the hook, that is passed on once the
 * deletion is counted ({@link AsyncStop}). What a body calls that ends in an exception is in {@link
 * FailedRemoval}.
 */
public final class RemovalHook {
  /** In place of a number of entries: the result says it, null is a miss. */
  public static final long BY_RESULT = Long.MIN_VALUE;

  private static final long EPOCH_NANOS = System.nanoTime() - 1;

  private static final int REMOVE_VALUE = OperationCode.REMOVE_VALUE;
  private static final int MISSED_KEY = OperationCode.REMOVE | DeletionFlags.UNSEARCHED;
  private static final int MISSED_ENTRY =
      REMOVE_VALUE | DeletionFlags.ENTRY_ARGUMENT | DeletionFlags.UNSEARCHED;

  private RemovalHook() {}

  /**
   * A removal begins: the row that it will be counted in, null if it will not be.
   *
   * @param key the argument, as {@link #record} will be told
   */
  public static long @Nullable [] enter(Object map, @Nullable Object key, int flags) {
    int gate = Gate.word;
    return gate == Gate.OFF ? null : entered(gate, map, key, flags);
  }

  /**
   * As {@link #enter}, of a body that with a new value replaces, and removes nothing, and with an
   * expected value removes only that.
   */
  public static long @Nullable [] enterReplacing(
      Object map,
      @Nullable Object key,
      @Nullable Object newValue,
      @Nullable Object expected,
      int flags) {
    int gate = Gate.word;
    return gate == Gate.OFF || newValue != null
        ? null
        : entered(gate, map, key, withOperation(flags, expected));
  }

  /** As {@link #enter}, of a body that drops so many entries at once. */
  public static long @Nullable [] enterDropping(int before, Object map, int flags) {
    int gate = Gate.word;
    return gate == Gate.OFF || before == 0 ? null : entered(gate, map, null, flags);
  }

  /** The key inside an entry that is about to be deleted. */
  public static @Nullable Object keyOf(@Nullable Object entry) {
    return entry == null ? null : ((Map.Entry<?, ?>) entry).getKey();
  }

  /**
   * A removal is over, whatever it came to; called after the last change of the map.
   *
   * @param row what {@link #enter} answered
   * @param result what was removed, with {@link #BY_RESULT}; the key is in it if the flags say so
   * @param number entries that left the map, 0 for none; {@link #BY_RESULT}; or negative for what
   *     was no removal
   * @param expected the value that the entry had to have, or null
   */
  public static void record(
      long @Nullable [] row,
      @Nullable Object result,
      long number,
      Object map,
      @Nullable Object key,
      @Nullable Object expected,
      int hash,
      int flags) {
    if (row == null) {
      return;
    }
    long entries = number;
    if (number == BY_RESULT) {
      entries = result == null ? 0 : 1;
    }
    // No call before it is counted: interpreted, it might find no stack.
    int kind = flags;
    if ((flags & DeletionFlags.BY_VALUE) != 0 && expected != null) {
      kind = (flags & ~DeletionFlags.OPERATION_MASK) | REMOVE_VALUE;
    }
    int word = Row.COUNTS + 2 * (kind & DeletionFlags.OPERATION_MASK);
    if (entries > 0) {
      row[word] += entries;
    } else if (entries == 0 && (flags & DeletionFlags.HITS_ONLY) == 0) {
      row[word + 1]++;
    } else {
      return;
    }
    long left = row[Row.COUNTDOWN] - 1;
    row[Row.COUNTDOWN] = left;
    if (left <= 0) {
      try {
        sampled(row, result, entries, map, key, expected, hash, kind);
      } catch (StackOverflowError full) {
        Failures.exhausted = Failures.exhausted + 1;
      }
    }
  }

  /**
   * A body is over that only sometimes removes.
   *
   * @param number entries that left the map; 0 or less if there were none
   */
  public static void recordLate(
      long number, Object map, @Nullable Object key, int hash, int flags) {
    if (number > 0 && Gate.word != Gate.OFF) {
      recordAtOnce(number, map, key, null, hash, flags);
    }
  }

  /** A check that comes before a keyed removal said that there is nothing to remove. */
  public static void guarded(boolean present, Object map, @Nullable Object key, int flags) {
    if (!present) {
      recordAtOnce(0, map, key, null, 0, flags | DeletionFlags.UNSEARCHED);
    }
  }

  /** {@code remove(key, null)} on a map that holds no nulls returns without looking. */
  public static void nullValue(
      @Nullable Object value, Object map, @Nullable Object key, int flags) {
    if (value == null && key != null) {
      recordAtOnce(0, map, key, null, 0, flags | DeletionFlags.UNSEARCHED);
    }
  }

  /** {@code Map.remove(key, value)}, the default method, is about to return {@code removed}. */
  public static void defaultRemoveReturning(
      boolean removed, Object receiver, @Nullable Object key, @Nullable Object expected) {
    if (!removed) {
      Object map = MapViews.mapBehind(receiver);
      if (map != null) {
        recordAtOnce(0, map, key, expected, 0, REMOVE_VALUE);
      }
    }
  }

  /** {@code AbstractCollection.remove} is about to return {@code removed}. */
  public static void viewRemoveReturning(boolean removed, Object view, @Nullable Object element) {
    if (!removed) {
      boolean keys = MapViews.holdsKeys(view);
      if (keys || (element instanceof Map.Entry && MapViews.holdsEntries(view))) {
        missedByView(view, element, keys ? MISSED_KEY : MISSED_ENTRY);
      } else {
        SampledRemoval.missedValue(view, element);
      }
    }
  }

  /** A check of a view, that comes before a keyed removal, said that the key is not within it. */
  public static void viewGuarded(boolean within, Object view, @Nullable Object key) {
    if (!within) {
      missedByView(view, key, MISSED_KEY);
    }
  }

  private static void missedByView(Object view, @Nullable Object key, int flags) {
    Object map = MapViews.mapBehind(view);
    if (map != null) {
      recordAtOnce(0, map, key, null, 0, flags);
    }
  }

  /** A removal that is over when the hook hears of it. */
  @DontInline
  private static void recordAtOnce(
      long number,
      Object map,
      @Nullable Object key,
      @Nullable Object expected,
      int hash,
      int flags) {
    int untimed = flags | DeletionFlags.UNTIMED;
    long[] row;
    try {
      row = enter(map, key, untimed);
    } catch (StackOverflowError full) {
      // The woven body puts it down.
      throw full;
    } catch (Throwable stop) {
      // Here it has been removed already.
      FailedRemoval.putDown(number, map, flags);
      throw stop;
    }
    record(row, null, number, map, key, expected, hash, untimed);
  }

  /** The clock that tickets are taken by: nanoseconds, positive. */
  public static long nanos() {
    return System.nanoTime() - EPOCH_NANOS;
  }

  /** Nanoseconds since the ticket was taken, or {@link RemovalSink#NOT_TIMED}. */
  static long durationNanos(long ticket) {
    return ticket == 0L ? RemovalSink.NOT_TIMED : nanos() - ticket;
  }

  /** With an expected value the operation of a body that removes either way is another. */
  private static int withOperation(int flags, @Nullable Object expected) {
    return (flags & DeletionFlags.BY_VALUE) == 0 || expected == null
        ? flags
        : (flags & ~DeletionFlags.OPERATION_MASK) | REMOVE_VALUE;
  }

  /** One copy for all woven bodies, which stay small. */
  @DontInline
  static long @Nullable [] entered(int gate, Object map, @Nullable Object key, int flags) {
    Throwable failure;
    try {
      ThreadCell mine = ThreadCells.mineAtOnce();
      if (mine != null) {
        long[] row =
            mine.isOutsideScopes()
                ? CounterTable.rowOf(map.getClass(), mine)
                : mine.takeArmed(gate, map);
        if (row != null && row[Row.GATE] == gate && hasKey(key, flags)) {
          takeTicket(row, map, flags);
          return row;
        }
      }
      return RowSearch.find(gate, map, key, flags);
    } catch (StackOverflowError | OutOfMemoryError full) {
      failure = null;
    } catch (Throwable error) {
      failure = error;
    }
    if (failure != null && failure.getClass() == AsyncStop.THREAD_DEATH) {
      // Nothing has been removed yet.
      AsyncStop.passOn(failure);
    }
    // No call may be made here: there may be no stack for it.
    DeferredCounts.Deletion due =
        DeferredCounts.SPARE[DeferredCounts.next++ & (DeferredCounts.PLACES - 1)];
    due.gate = gate;
    due.readNanos = 0;
    due.full = failure == null;
    due.error = failure;
    due.map = map;
    DeferredCounts.any = true;
    return due.row;
  }

  /** Whether there is a key to look for: what is no entry is none of a view's of entries. */
  static boolean hasKey(@Nullable Object key, int flags) {
    return (flags & DeletionFlags.ENTRY_ARGUMENT) == 0 || key instanceof Map.Entry;
  }

  /** Notes the moment if the row's next deletion is to be sampled. */
  static void takeTicket(long[] row, Object map, int flags) {
    if (row[Row.COUNTDOWN] <= 1 && (flags & DeletionFlags.UNTIMED) == 0) {
      row[Row.TICKET] = nanos();
      if ((flags & DeletionFlags.OPERATION_MASK) == OperationCode.CLEAR) {
        RemovedValueHook.clearing(map);
      }
    }
  }

  /** A deletion that was counted is to be shown. */
  @DontInline
  private static void sampled(
      long[] row,
      @Nullable Object result,
      long entries,
      Object map,
      @Nullable Object keyOrEntry,
      @Nullable Object expected,
      int hash,
      int flags) {
    Throwable stop;
    try {
      Object key = (flags & DeletionFlags.ENTRY) == 0 ? keyOrEntry : result;
      stop = SampledRemoval.show(row, result, entries, map, key, expected, hash, flags);
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
      return;
    } catch (Throwable error) {
      stop = error;
    }
    if (stop != null) {
      AsyncStop.passOn(stop);
    }
  }
}
