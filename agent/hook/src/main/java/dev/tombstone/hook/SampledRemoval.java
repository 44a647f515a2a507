package dev.tombstone.hook;

import dev.tombstone.hook.jdk.MapViews;
import dev.tombstone.hook.row.Row;
import dev.tombstone.hook.row.SharedCounts;
import dev.tombstone.hook.sampling.Gate;
import dev.tombstone.hook.sampling.Sampling;
import dev.tombstone.hook.value.RemovedValueHook;
import dev.tombstone.hook.watch.BinHook;
import dev.tombstone.hook.watch.MissHook;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The slow side of the recording path: a sampled removal, or an error, on its way to the sink. */
final class SampledRemoval {
  private SampledRemoval() {}

  /**
   * A deletion was counted in this row, and its countdown has come to its end. Answers what the
   * application is to hear of; mostly null.
   *
   * @param result what was removed, as {@link RemovalHook#record} was told
   */
  static @Nullable Throwable show(
      long[] row,
      @Nullable Object result,
      long entries,
      Object map,
      @Nullable Object key,
      @Nullable Object expected,
      int hash,
      int flags) {
    int gate = (int) row[Row.GATE];
    int shift = (int) row[Row.SHIFT];
    long ticket = (flags & DeletionFlags.UNTIMED) == 0 ? row[Row.TICKET] : 0L;
    MapCounters counters = CounterTable.at((int) row[Row.CLASS]);
    ThreadCell mine = ThreadCells.mine();
    if (shift == Row.UNOWNED) {
      SharedCounts shared = counters.shared();
      if (Gate.isOver(gate)) {
        return null;
      }
      shared.takeFrom(row);
      row[Row.GATE] = DeferredCounts.TAKEN;
      shift = Sampling.draw();
    } else if (mine != null) {
      mine.draw(row, gate);
    }
    int operation = Row.operation(row, flags & DeletionFlags.OPERATION_MASK);
    RemovalSink sink = RecordingControl.sink;
    if (shift < 0 || Gate.isOver(gate)) {
      return null;
    }
    // A key that removeAll does not find is no deletion, and may be one that should be found.
    Throwable stop =
        entries == 0 && !OperationCode.canMiss(operation)
            ? null
            : offer(sink, counters, operation, key, hash, flags, entries, ticket, shift);
    if (stop == null) {
      stop = watched(map, counters, key, result, hash, flags, entries > 0, operation);
    }
    if (entries == 0 && stop == null) {
      ScopeStack scopes = mine == null ? ScopeStack.withoutCell() : mine.scopes();
      Object countedAs = scopes == null ? map : scopes.countedAs(map);
      stop = missed(map, countedAs, key, expected, hash, flags, ticket);
    }
    return stop;
  }

  /** Answers what the application is to hear of; mostly null. Throws nothing. */
  private static @Nullable Throwable offer(
      RemovalSink sink,
      MapCounters counters,
      int operation,
      @Nullable Object key,
      int hash,
      int flags,
      long entries,
      long ticket,
      int ratioShift) {
    try {
      sink.sampled(
          counters,
          operation,
          keyAt(flags, key),
          hashAt(flags, hash),
          entries,
          RemovalHook.durationNanos(ticket),
          ratioShift);
      return null;
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
      return null;
    } catch (Throwable error) {
      return noted(Part.DETAIL, error);
    }
  }

  /** As {@link #offer}. */
  private static @Nullable Throwable watched(
      Object map,
      MapCounters counters,
      @Nullable Object key,
      @Nullable Object result,
      int hash,
      int flags,
      boolean found,
      int operation) {
    try {
      BinHook.removed(map, keyAt(flags, key), hash, flags, found);
      if (found) {
        RemovedValueHook.removed(map, counters.mapClass(), result, flags, operation);
      }
      return null;
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
      return null;
    } catch (Throwable error) {
      return noted(Part.AUDIT, error);
    }
  }

  /** As {@link #offer}. */
  private static @Nullable Throwable missed(
      Object map,
      Object countedAs,
      @Nullable Object key,
      @Nullable Object expected,
      int hash,
      int flags,
      long ticket) {
    try {
      MissHook.missed(map, countedAs, key, expected, hash, flags, ticket);
      return null;
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
      return null;
    } catch (Throwable error) {
      return noted(Part.AUDIT, error);
    }
  }

  /**
   * A view has not found the element that it was to remove. Of values no miss is counted, and why
   * it was not there may be said all the same.
   */
  static void missedValue(Object view, @Nullable Object element) {
    Throwable stop = null;
    try {
      Object map =
          element == null || view instanceof Set || Gate.word == Gate.OFF || !MissHook.isObserved()
              ? null
              : MapViews.mapBehind(view);
      if (map != null) {
        stop = missed(map, map, null, element, 0, OperationCode.REMOVE, 0);
      }
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
    }
    if (stop != null) {
      AsyncStop.passOn(stop);
    }
  }

  private static @Nullable Throwable noted(int part, Throwable error) {
    try {
      Failures.note(part, error);
      return null;
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
      return null;
    } catch (Throwable stop) {
      return stop;
    }
  }

  private static @Nullable Object keyAt(int flags, @Nullable Object key) {
    if ((flags & (DeletionFlags.KEYLESS | DeletionFlags.ENTRY_ARGUMENT)) != 0) {
      return RemovalSink.NO_KEY;
    }
    if ((flags & DeletionFlags.ENTRY) != 0 && key instanceof java.util.Map.Entry<?, ?> entry) {
      return entry.getKey();
    }
    return key;
  }

  private static long hashAt(int flags, int hash) {
    if ((flags & DeletionFlags.HASHED) == 0) {
      return RemovalSink.NO_HASH;
    }
    int own = (flags & DeletionFlags.SPREAD) == 0 ? hash : hash ^ (hash >>> 16);
    return own & 0xFFFF_FFFFL;
  }
}
