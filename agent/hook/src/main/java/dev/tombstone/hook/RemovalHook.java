package dev.tombstone.hook;

import dev.tombstone.hook.jdk.MapViews;
import dev.tombstone.hook.sampling.Gate;
import dev.tombstone.hook.sampling.Sampling;
import dev.tombstone.hook.thread.AgentThreads;
import java.util.Map;
import jdk.internal.vm.annotation.DontInline;
import org.jspecify.annotations.Nullable;

/**
 * The static methods that instrumented JDK method bodies call.
 *
 * <p>A removal woven around its funnel amounts to
 *
 * <pre>{@code
 * long ticket = RemovalHook.enter();                       // 0: not timed
 * Node e = removeNode(hash, key, null, false, true);
 * RemovalHook.record(e, RemovalHook.BY_RESULT, this, key, null, hash, FLAGS, ticket);
 * }</pre>
 *
 * <p>Runs on any application thread, under any of its locks. Entry is one volatile read; counting
 * is two more, a look-up of the class's counters and an addition in the thread's own cell. Only a
 * sampled deletion reads the clock and leaves through the sink. No method throws, blocks, runs user
 * code, or allocates in the steady state; nothing it can reach loads or initialises a class of the
 * JDK.
 *
 * <p>Whether a deletion is sampled is decided when it is counted. A ticket is the moment of entry,
 * taken where it could be foreseen; a sampled deletion without one is not timed.
 *
 * <p>Where the thread's stack ends inside of {@link #record}, the deletion is put down without a
 * call and counted later: {@link DeferredCounts}. Where somebody stops the thread inside of it,
 * that is passed on once the deletion is counted: {@link AsyncStop}.
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

  /** The moment of entry if the next deletion of this thread is to be sampled, otherwise 0. */
  public static long enter() {
    return Sampling.anyArmed() ? ticket() : 0L;
  }

  /** The key inside an entry that is about to be deleted. */
  public static @Nullable Object keyOf(@Nullable Object entry) {
    return entry == null ? null : ((Map.Entry<?, ?>) entry).getKey();
  }

  /**
   * A removal is over, whatever it came to; called after the last change of the map.
   *
   * @param result what was removed, with {@link #BY_RESULT}; the key is in it if the flags say so
   * @param number entries that left the map, 0 for none; {@link #BY_RESULT}; or negative for what
   *     was no removal
   * @param expected the value that the entry had to have, or null
   */
  public static void record(
      @Nullable Object result,
      long number,
      Object map,
      @Nullable Object key,
      @Nullable Object expected,
      int hash,
      int flags,
      long ticket) {
    int gate = Gate.word;
    if (gate == Gate.OFF) {
      return;
    }
    long entries = number;
    if (number == BY_RESULT) {
      entries = result == null ? 0 : 1;
    }
    int kind = flags;
    if ((flags & DeletionFlags.BY_VALUE) != 0 && expected != null) {
      kind = (flags & ~DeletionFlags.OPERATION_MASK) | REMOVE_VALUE;
    }
    int operation = kind & DeletionFlags.OPERATION_MASK;
    if (entries <= 0
        && (entries < 0
            || (flags & DeletionFlags.HITS_ONLY) != 0
            || ((flags & DeletionFlags.ENTRY_ARGUMENT) != 0 && !(key instanceof Map.Entry)))) {
      return;
    }
    ThreadCell mine = null;
    long before = 0;
    Throwable stop;
    try {
      mine = ThreadCells.mineAtOnce();
      if (mine != null) {
        before = mine.countdown;
        if (mine.addUnsampled(gate, map, operation, entries)) {
          return;
        }
      }
      stop = recordInFull(gate, result, entries, map, key, expected, hash, kind, ticket);
    } catch (Throwable error) {
      // No call may be made here: there may be no stack for it.
      if (mine == null || mine.countdown == before) {
        DeferredCounts lane = DeferredCounts.SHARED;
        if (mine != null) {
          lane = mine.deferred;
          mine.countdown = DeferredCounts.PAUSE;
        }
        DeferredCounts.Deletion due = lane.places[lane.next++ & (DeferredCounts.PLACES - 1)];
        due.gate = gate;
        due.operation = operation;
        due.entries = entries;
        due.error = error;
        due.map = map;
        DeferredCounts.any = true;
      }
      stop = error instanceof VirtualMachineError ? null : error;
    }
    if (stop != null) {
      AsyncStop.passOn(stop);
    }
  }

  /**
   * A body that has removed ends in an exception before {@link #record} has come to anything. Calls
   * nothing and needs hardly any stack: most often that is what was missing.
   *
   * @param number entries that left the map; 0 or less if there were none
   */
  public static void failed(long number, Object map, int flags) {
    int gate = Gate.word;
    if (number > 0 && gate != Gate.OFF) {
      DeferredCounts lane = DeferredCounts.SHARED;
      DeferredCounts.Deletion due = lane.places[lane.next++ & (DeferredCounts.PLACES - 1)];
      due.gate = gate;
      due.operation = flags & DeletionFlags.OPERATION_MASK;
      due.entries = number;
      due.error = null;
      due.map = map;
      DeferredCounts.any = true;
    }
  }

  /** A check that comes before a keyed removal said that there is nothing to remove. */
  public static void guarded(boolean present, Object map, @Nullable Object key, int flags) {
    if (!present) {
      record(null, 0, map, key, null, 0, flags | DeletionFlags.UNSEARCHED, 0L);
    }
  }

  /** {@code remove(key, null)} on a map that holds no nulls returns without looking. */
  public static void nullValue(
      @Nullable Object value, Object map, @Nullable Object key, int flags) {
    if (value == null && key != null) {
      record(null, 0, map, key, null, 0, flags | DeletionFlags.UNSEARCHED, 0L);
    }
  }

  /** {@code Map.remove(key, value)}, the default method, is about to return {@code removed}. */
  public static void defaultRemoveReturning(
      boolean removed, Object receiver, @Nullable Object key, @Nullable Object expected) {
    if (!removed) {
      Object map = MapViews.mapBehind(receiver);
      if (map != null) {
        record(null, 0, map, key, expected, 0, REMOVE_VALUE, 0L);
      }
    }
  }

  /** {@code AbstractCollection.remove} is about to return {@code removed}. */
  public static void viewRemoveReturning(boolean removed, Object view, @Nullable Object element) {
    if (!removed) {
      boolean keys = MapViews.holdsKeys(view);
      if (keys || (element instanceof Map.Entry && MapViews.holdsEntries(view))) {
        missedByView(view, element, keys ? MISSED_KEY : MISSED_ENTRY);
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
      record(null, 0, map, key, null, 0, flags, 0L);
    }
  }

  /** The clock that tickets are taken by: nanoseconds, positive. */
  public static long nanos() {
    return System.nanoTime() - EPOCH_NANOS;
  }

  /** Nanoseconds since the ticket was taken, or {@link RemovalSink#NOT_TIMED}. */
  static long durationNanos(long ticket) {
    return ticket == 0L ? RemovalSink.NOT_TIMED : nanos() - ticket;
  }

  @DontInline
  private static long ticket() {
    try {
      ThreadCell mine = ThreadCells.mine();
      return Sampling.shift() == 0 || (mine != null && mine.isArmed()) ? nanos() : 0L;
    } catch (StackOverflowError | OutOfMemoryError untimed) {
      // The deletion that follows will say so.
      return 0L;
    } catch (Throwable error) {
      Failures.note(Part.DETAIL, error);
      return 0L;
    }
  }

  /**
   * What {@link #record} does when the deletion may be sampled, in a scope that must be asked, or
   * an agent's. Throws only where nothing was counted.
   *
   * @return what the application is to hear of, after the count; mostly null
   */
  @DontInline
  static @Nullable Throwable recordInFull(
      int gate,
      @Nullable Object result,
      long entries,
      Object map,
      @Nullable Object keyOrEntry,
      @Nullable Object expected,
      int hash,
      int flags,
      long ticket) {
    Object key = (flags & DeletionFlags.ENTRY) == 0 ? keyOrEntry : result;
    ThreadCell mine = ThreadCells.mine();
    if (mine == null && AgentThreads.isCurrent()) {
      HookProbe.reached(map, flags & DeletionFlags.OPERATION_MASK, key);
      return null;
    }
    int operation = flags & DeletionFlags.OPERATION_MASK;
    Object countedAs = map;
    ScopeStack scopes = mine == null ? ScopeStack.withoutCell() : mine.scopes();
    if (scopes != null) {
      operation = scopes.operationFor(map, operation, key);
      countedAs = scopes.countedAs(map);
    }
    if (entries == 0 && !OperationCode.canMiss(operation)) {
      return null;
    }
    MapCounters counters = CounterTable.of(countedAs.getClass());
    SharedCounts shared = counters.shared();
    RemovalSink sink = RecordingControl.sink;
    if (Gate.isOver(gate)) {
      return null;
    }
    Throwable stop = counters.addStoppably(mine, shared, operation, entries);
    if (stop != null) {
      return stop;
    }
    try {
      // After the count: a countdown that has moved shows that it was made.
      int shift = mine == null ? Sampling.draw() : mine.advance(gate);
      if (shift < 0) {
        return null;
      }
      stop =
          SampledRemoval.offer(sink, counters, operation, key, hash, flags, entries, ticket, shift);
      if (entries == 0 && stop == null) {
        stop = SampledRemoval.missed(map, countedAs, key, expected, hash, flags, ticket);
      }
      return stop;
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
      return null;
    } catch (Throwable error) {
      return error;
    }
  }
}
