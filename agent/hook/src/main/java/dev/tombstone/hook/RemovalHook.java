package dev.tombstone.hook;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The static methods that instrumented JDK method bodies call.
 *
 * <p>A removal woven around its funnel amounts to
 *
 * <pre>{@code
 * long ticket = RemovalHook.enter();                       // 0: not sampled
 * Node e = removeNode(hash, key, null, false, true);
 * RemovalHook.attempted(e, this, key, hash, SITE, ticket);
 * }</pre>
 *
 * <p>Runs on any application thread, under any of its locks. Counting is two volatile reads, a
 * look-up of the class's counters and a striped addition; only a sampled call reads the clock and
 * leaves through the sink. No method throws, allocates when not sampled, blocks or runs user code.
 * A ticket holds the moment of entry and the sampling ratio it was drawn at, so that a change of
 * ratio between entry and exit cannot bias the weight.
 */
public final class RemovalHook {
  private static final int SHIFT_BITS = 5;
  private static final long EPOCH_NANOS = System.nanoTime() - 1;

  /**
   * Only {@code remove} and {@code remove_value} can miss: the other operations look for no key.
   */
  private static final int LAST_MISSABLE = Operation.REMOVE_VALUE.ordinal();

  private RemovalHook() {}

  /** Draws whether this call is sampled: 0 if not, otherwise its ticket. */
  public static long enter() {
    int mask = RecordingControl.sampleMask;
    if (mask < 0 || (mask != 0 && (ThreadLocalRandom.current().nextInt() & mask) != 0)) {
      return 0L;
    }
    return ((System.nanoTime() - EPOCH_NANOS) << SHIFT_BITS) | Integer.bitCount(mask);
  }

  /** As {@link #enter()}, for places that learn of a removal only when it has happened. */
  public static long enterLate() {
    int mask = RecordingControl.sampleMask;
    if (mask < 0 || (mask != 0 && (ThreadLocalRandom.current().nextInt() & mask) != 0)) {
      return 0L;
    }
    return -1L - Integer.bitCount(mask);
  }

  /** The key inside an entry that is about to be deleted, if the call is sampled. */
  public static @Nullable Object keyOf(long ticket, @Nullable Object entry) {
    return ticket == 0L || entry == null ? null : ((Map.Entry<?, ?>) entry).getKey();
  }

  /** A keyed removal returned: {@code result} is what was removed, or null for a miss. */
  public static void attempted(
      @Nullable Object result, Object map, @Nullable Object key, int hash, int site, long ticket) {
    record(
        result == null ? 0 : 1, map, (site & Site.ENTRY) == 0 ? key : result, hash, site, ticket);
  }

  /** One entry left the map. */
  public static void removed(Object map, @Nullable Object key, int hash, int site, long ticket) {
    record(1, map, key, hash, site, ticket);
  }

  /** A keyed removal is about to return; it found nothing unless {@code hits} says otherwise. */
  public static void returning(
      int hits, Object map, @Nullable Object key, int hash, int site, long ticket) {
    if (hits == 0 && ((site & Site.ENTRY_ARGUMENT) == 0 || key instanceof Map.Entry)) {
      record(0, map, key, hash, site, ticket);
    }
  }

  /** A check that comes before a keyed removal said that there is nothing to remove. */
  public static void guarded(boolean present, Object map, @Nullable Object key, int site) {
    if (!present) {
      record(0, map, key, 0, site, enterLate());
    }
  }

  /** {@code remove(key, null)} on a map that holds no nulls returns without looking. */
  public static void nullValue(@Nullable Object value, Object map, @Nullable Object key, int site) {
    if (value == null && key != null) {
      record(0, map, key, 0, site, enterLate());
    }
  }

  /** {@code clear} dropped this many entries. */
  public static void cleared(long entries, Object map, int site, long ticket) {
    if (entries > 0) {
      record(entries, map, null, 0, site, ticket);
    }
  }

  /** The map is about to adjust its size by {@code delta}. */
  public static void adjusted(
      long delta, Object map, @Nullable Object key, int hash, int site, long ticket) {
    if (delta < 0) {
      record(-delta, map, key, hash, site, ticket);
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
      record(result == null ? 0 : 1, map, key, hash, operation | Site.HASHED, ticket);
    }
  }

  /** {@code Map.remove(key, value)}, the default method, is about to return {@code removed}. */
  public static void defaultRemoveReturning(
      boolean removed, Object receiver, @Nullable Object key) {
    if (!removed) {
      Object map = BackingMaps.of(receiver);
      if (map != null) {
        record(0, map, key, 0, Operation.REMOVE_VALUE.ordinal(), enterLate());
      }
    }
  }

  /** Probability shift of a ticket that is not 0. */
  static int ratioShift(long ticket) {
    return ticket < 0 ? (int) (-1L - ticket) : (int) (ticket & ((1L << SHIFT_BITS) - 1));
  }

  /** Nanoseconds since the ticket was drawn, or {@link RemovalSink#NOT_TIMED}. */
  static long durationNanos(long ticket) {
    return ticket < 0
        ? RemovalSink.NOT_TIMED
        : System.nanoTime() - EPOCH_NANOS - (ticket >> SHIFT_BITS);
  }

  private static void record(
      long entries, Object map, @Nullable Object key, int hash, int site, long ticket) {
    try {
      if (!RecordingControl.counting || AgentThreads.isCurrent()) {
        return;
      }
      int operation = site & Site.OPERATION_MASK;
      Object labelled = map;
      if (OperationScope.active != 0) {
        OperationScope scope = OperationScope.current();
        if (scope != null) {
          operation = scope.operationFor(map, operation);
          labelled = scope.labelFor(map);
        }
      }
      MapCounters counters = CounterTable.of(labelled.getClass());
      if (entries != 0) {
        counters.addRemoved(operation, entries);
      } else if (operation <= LAST_MISSABLE) {
        counters.addMissed(operation);
      } else {
        return;
      }
      if (ticket != 0L) {
        SampledRemoval.offer(counters, operation, key, hash, site, entries, ticket);
      }
    } catch (Throwable error) {
      SampledRemoval.failed(error);
    }
  }
}
