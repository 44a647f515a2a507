package dev.tombstone.hook;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
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
 * RemovalHook.attempted(e, this, key, hash, SITE, ticket);
 * }</pre>
 *
 * <p>Runs on any application thread, under any of its locks. Entry is one volatile read; counting
 * is two more, a look-up of the class's counters and an addition in the thread's own cell. Only a
 * sampled deletion reads the clock and leaves through the sink. No method throws, blocks, runs user
 * code, or allocates in the steady state.
 *
 * <p>Whether a deletion is sampled is decided when it is counted. A ticket is the moment of entry,
 * taken where it could be foreseen; a sampled deletion without one is not timed.
 */
public final class RemovalHook {
  private static final long EPOCH_NANOS = System.nanoTime() - 1;

  private static final int MISSED_KEY = Operation.REMOVE.ordinal() | Site.UNSEARCHED;
  private static final int MISSED_ENTRY =
      Operation.REMOVE_VALUE.ordinal() | Site.ENTRY_ARGUMENT | Site.UNSEARCHED;

  private RemovalHook() {}

  /** The moment of entry if the next deletion of this thread is to be sampled, otherwise 0. */
  public static long enter() {
    return Sampling.anyArmed() ? ticket() : 0L;
  }

  /** The key inside an entry that is about to be deleted. */
  public static @Nullable Object keyOf(@Nullable Object entry) {
    return entry == null ? null : ((Map.Entry<?, ?>) entry).getKey();
  }

  /** A keyed removal returned: {@code result} is what was removed, or null for a miss. */
  public static void attempted(
      @Nullable Object result, Object map, @Nullable Object key, int hash, int site, long ticket) {
    record(
        result == null ? 0 : 1,
        map,
        (site & Site.ENTRY) == 0 ? key : result,
        null,
        hash,
        site,
        ticket);
  }

  /**
   * As {@link #attempted}, of a removal that an entry's value had to equal {@code expected} for.
   */
  public static void attemptedValue(
      @Nullable Object result,
      Object map,
      @Nullable Object key,
      @Nullable Object expected,
      int hash,
      int site,
      long ticket) {
    record(result == null ? 0 : 1, map, key, expected, hash, site, ticket);
  }

  /** One entry left the map. */
  public static void removed(Object map, @Nullable Object key, int hash, int site, long ticket) {
    record(1, map, key, null, hash, site, ticket);
  }

  /** A keyed removal is about to return; it found nothing unless {@code hits} says otherwise. */
  public static void returning(
      int hits, Object map, @Nullable Object key, int hash, int site, long ticket) {
    if (hits == 0 && ((site & Site.ENTRY_ARGUMENT) == 0 || key instanceof Map.Entry)) {
      record(0, map, key, null, hash, site, ticket);
    }
  }

  /** As {@link #returning}, with the value that the entry had to have. */
  public static void returningValue(
      int hits,
      Object map,
      @Nullable Object key,
      @Nullable Object expected,
      int hash,
      int site,
      long ticket) {
    if (hits == 0) {
      record(0, map, key, expected, hash, site, ticket);
    }
  }

  /** A check that comes before a keyed removal said that there is nothing to remove. */
  public static void guarded(boolean present, Object map, @Nullable Object key, int site) {
    if (!present) {
      record(0, map, key, null, 0, site | Site.UNSEARCHED, 0L);
    }
  }

  /** {@code remove(key, null)} on a map that holds no nulls returns without looking. */
  public static void nullValue(@Nullable Object value, Object map, @Nullable Object key, int site) {
    if (value == null && key != null) {
      record(0, map, key, null, 0, site | Site.UNSEARCHED, 0L);
    }
  }

  /** {@code clear} dropped this many entries. */
  public static void cleared(long entries, Object map, int site, long ticket) {
    if (entries > 0) {
      record(entries, map, null, null, 0, site, ticket);
    }
  }

  /** The map is about to adjust its size by {@code delta}. */
  public static void adjusted(
      long delta, Object map, @Nullable Object key, int hash, int site, long ticket) {
    if (delta < 0) {
      record(-delta, map, key, null, hash, site, ticket);
    }
  }

  /**
   * {@code ConcurrentHashMap.replaceNode} returned; with a new value it replaced, it did not
   * remove.
   */
  public static void replaced(
      @Nullable Object result,
      Object map,
      @Nullable Object key,
      int hash,
      @Nullable Object newValue,
      @Nullable Object expected,
      long ticket) {
    if (newValue == null) {
      int operation = (expected == null ? Operation.REMOVE : Operation.REMOVE_VALUE).ordinal();
      record(result == null ? 0 : 1, map, key, expected, hash, operation | Site.HASHED, ticket);
    }
  }

  /** {@code Map.remove(key, value)}, the default method, is about to return {@code removed}. */
  public static void defaultRemoveReturning(
      boolean removed, Object receiver, @Nullable Object key, @Nullable Object expected) {
    if (!removed) {
      Object map = MapViews.mapBehind(receiver);
      if (map != null) {
        record(0, map, key, expected, 0, Operation.REMOVE_VALUE.ordinal(), 0L);
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

  private static void missedByView(Object view, @Nullable Object key, int site) {
    Object map = MapViews.mapBehind(view);
    if (map != null) {
      record(0, map, key, null, 0, site, 0L);
    }
  }

  /** The clock that tickets are taken by: nanoseconds, positive. */
  static long nanos() {
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
    } catch (Throwable untimed) {
      // No stack or no memory is left; the deletion that follows will say so.
      return 0L;
    }
  }

  private static void record(
      long entries,
      Object map,
      @Nullable Object key,
      @Nullable Object expected,
      int hash,
      int site,
      long ticket) {
    int gate = Gate.word();
    int operation = site & Site.OPERATION_MASK;
    if (gate == Gate.OFF) {
      return;
    }
    try {
      ThreadCell mine = ThreadCells.mineAtOnce();
      if (mine == null
          || (entries == 0 && !Operation.canMiss(operation))
          || !mine.addUnsampled(gate, map, operation, entries)) {
        recordInFull(gate, entries, map, key, expected, hash, site, ticket);
      }
    } catch (Throwable error) {
      // No call may be made here: there may be no stack for it.
      int slot = Overdue.next++ & Overdue.MASK;
      Overdue.GATES[slot] = gate;
      Overdue.OPERATIONS[slot] = operation;
      Overdue.ENTRIES[slot] = entries;
      Overdue.ERRORS[slot] = error;
      Overdue.MAPS[slot] = map;
      Overdue.any = true;
    }
  }

  /**
   * What {@link #record} does when the deletion may be sampled, in a labelled scope, or an agent's.
   * Nothing that can fail comes after the count.
   */
  @DontInline
  static void recordInFull(
      int gate,
      long entries,
      Object map,
      @Nullable Object key,
      @Nullable Object expected,
      int hash,
      int site,
      long ticket) {
    ThreadCell mine = ThreadCells.mine();
    if (mine == null && AgentThreads.isCurrent()) {
      return;
    }
    int operation = site & Site.OPERATION_MASK;
    Object labelled = map;
    ScopeStack scopes = mine == null ? ScopeStack.withoutCell() : mine.scopes();
    if (scopes != null) {
      operation = scopes.operationFor(map, operation, key);
      labelled = scopes.labelFor(map);
    }
    if (entries == 0 && !Operation.canMiss(operation)) {
      return;
    }
    MapCounters counters = CounterTable.of(labelled.getClass());
    LongAdder[] adders = counters.shared();
    RemovalSink sink = RecordingControl.sink;
    if (Gate.isOver(gate)) {
      return;
    }
    int shift = mine == null ? Sampling.draw() : mine.advance(gate);
    counters.add(mine, adders, operation, entries);
    if (shift >= 0) {
      SampledRemoval.offer(sink, counters, operation, key, hash, site, entries, ticket, shift);
      if (entries == 0) {
        SampledRemoval.missed(map, labelled, key, expected, hash, site, ticket);
      }
    }
  }
}
