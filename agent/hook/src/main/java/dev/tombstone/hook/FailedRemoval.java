package dev.tombstone.hook;

import dev.tombstone.hook.jdk.MapViews;
import dev.tombstone.hook.jdk.PropertiesMaps;
import dev.tombstone.hook.row.Row;
import dev.tombstone.hook.row.SharedCounts;
import dev.tombstone.hook.sampling.Gate;
import dev.tombstone.hook.watch.RecursionHook;
import jdk.internal.vm.annotation.DontInline;
import org.jspecify.annotations.Nullable;

/**
 * The static methods that instrumented JDK method bodies call where they end in an exception, in a
 * handler that then throws it on.
 *
 * <p>What had left the map by then is counted as if the body had returned. Where nothing had, one
 * failure is counted, of the operation that was called and the class of the map: once for each call
 * of a body that removes, whatever it threw. A {@code compute} and its like are such bodies whether
 * or not they would have removed. Not counted are an exception of the application's between two
 * entries of a bulk removal (the predicate of {@code removeIf}, say), one of {@code
 * removeEldestEntry}, that there is nothing to poll, what comes before the woven body or from a map
 * that is not the JDK's, and that collected entries of a {@code WeakHashMap} were not expunged.
 *
 * <p>Nothing here throws, but for {@code ThreadDeath}, which {@link AsyncStop} passes on, and a
 * stack that has no room for the call itself: then the body ends in a {@code StackOverflowError},
 * as it will have before. Where the body has its row that is written to, without a call on a thread
 * with a {@link ThreadCell}. Where it has none yet, the row is looked for as for a removal, and
 * where the stack ends in that, the failure is put down in {@link DeferredCounts}.
 */
public final class FailedRemoval {
  private FailedRemoval() {}

  /**
   * A body that has its row ends before {@link RemovalHook#record} has come to anything.
   *
   * @param row what {@link RemovalHook#enter} answered
   * @param number entries that left the map; 0 or less if there were none
   */
  public static void failed(long @Nullable [] row, long number, int operation) {
    if (row != null) {
      if (number > 0) {
        row[Row.COUNTS + 2 * operation] += number;
      } else {
        nothingRemoved(row, operation);
      }
    }
  }

  /**
   * As {@link #failed}, of a ConcurrentHashMap's body that with an expected value removes only
   * that.
   *
   * @param hash what the key's {@code hashCode} answered; 0 before
   */
  public static void failedReplacing(
      Throwable thrown,
      long @Nullable [] row,
      long number,
      Object map,
      @Nullable Object expected,
      int hash) {
    failed(row, number, expected == null ? OperationCode.REMOVE : OperationCode.REMOVE_VALUE);
    // Of this class itself: what a subclass answers is the application's code.
    if (thrown.getClass() == IllegalStateException.class && row != null && number <= 0) {
      RecursionHook.refused(map, hash, thrown);
    }
  }

  /**
   * A body around a call that removes ends before or in that call.
   *
   * @param row what {@link RemovalHook#enter} answered, or null before it was asked
   * @param receiver the map, or a view or an iterator of it
   * @param key the body's argument; null if it has none
   */
  public static void failedAround(
      long @Nullable [] row, Object receiver, @Nullable Object key, int operation) {
    if (row != null) {
      nothingRemoved(row, operation);
    } else {
      failedBehind(receiver, key, operation);
    }
  }

  /**
   * A body ends that only sometimes removes, or {@link RemovalHook#recordLate} has found no stack.
   *
   * @param number entries that left the map; 0 or less if there were none
   */
  public static void failedLate(long number, Object map, @Nullable Object key, int operation) {
    if (number > 0) {
      putDown(number, map, operation);
    } else if (operation != OperationCode.EXPUNGE) {
      search(map, key, operation);
    }
  }

  /** A body ends that checks and then has another remove, or one of an iterator or a view. */
  @DontInline
  public static void failedBehind(Object receiver, @Nullable Object key, int operation) {
    try {
      Object map = MapViews.mapBehind(receiver);
      if (map != null) {
        boolean byEntry = operation == OperationCode.REMOVE && MapViews.holdsEntries(receiver);
        search(map, key, byEntry ? OperationCode.REMOVE_VALUE : operation);
      }
    } catch (StackOverflowError full) {
      // Which map it was is not known.
      Failures.exhausted = Failures.exhausted + 1;
    }
  }

  /**
   * Entries left the map, and there is no stack to find out where they count. Calls nothing and
   * needs hardly any stack itself.
   *
   * @param number entries; 0 or less if there were none
   */
  static void putDown(long number, Object map, int flags) {
    int gate = Gate.word;
    if (number > 0 && gate != Gate.OFF) {
      DeferredCounts.Deletion due =
          DeferredCounts.SPARE[DeferredCounts.next++ & (DeferredCounts.PLACES - 1)];
      due.gate = gate;
      due.row[Row.COUNTS + 2 * (flags & DeletionFlags.OPERATION_MASK)] += number;
      due.full = true;
      due.map = map;
      DeferredCounts.any = true;
    }
  }

  private static void nothingRemoved(long[] row, int operation) {
    row[
        operation <= Row.LAST_MISSING
            ? Row.FAILURES + operation
            : Row.COUNTS + 2 * operation + 1]++;
    if (row[Row.SHIFT] == Row.UNOWNED) {
      takeOver(row);
    }
  }

  /** Of a row that was made for this removal alone; what is not taken over here was put down. */
  @DontInline
  private static void takeOver(long[] row) {
    try {
      SharedCounts shared = CounterTable.at((int) row[Row.CLASS]).shared();
      if (!Gate.isOver((int) row[Row.GATE])) {
        shared.takeFrom(row);
        row[Row.GATE] = DeferredCounts.TAKEN;
      }
    } catch (StackOverflowError full) {
      Failures.exhausted = Failures.exhausted + 1;
    }
  }

  @DontInline
  private static void search(Object map, @Nullable Object key, int operation) {
    int gate = Gate.word;
    if (gate == Gate.OFF) {
      return;
    }
    try {
      Object wrapper = PropertiesMaps.wrapperOf(map);
      Object countedAs = wrapper == null ? map : wrapper;
      int flags = operation | DeletionFlags.UNTIMED;
      long[] row = RemovalHook.entered(gate, countedAs, key, flags);
      if (row != null) {
        nothingRemoved(row, operation);
      }
      return;
    } catch (StackOverflowError full) {
      // No call may be made here.
    }
    DeferredCounts.Deletion due =
        DeferredCounts.SPARE[DeferredCounts.next++ & (DeferredCounts.PLACES - 1)];
    due.gate = gate;
    due.row[
        operation <= Row.LAST_MISSING
            ? Row.FAILURES + operation
            : Row.COUNTS + 2 * operation + 1]++;
    due.full = true;
    due.map = map;
    DeferredCounts.any = true;
  }
}
