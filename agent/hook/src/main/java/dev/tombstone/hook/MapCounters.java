package dev.tombstone.hook;

import dev.tombstone.hook.sampling.Gate;
import org.jspecify.annotations.Nullable;

/**
 * The exact counts of one map class: entries removed and keyed removals that missed, by operation.
 *
 * <p>Written by any application thread, read by any thread; a read is a sum that may miss additions
 * still under way, and misses none once the writers are quiet.
 */
public final class MapCounters {
  /** Counters of no map class, for slots that hold nothing yet. */
  public static final MapCounters NONE = new MapCounters("", -1);

  private final String mapClass;
  private final int index;

  /**
   * For threads and classes without a place in a cell: removed by operation, then missed by
   * operation.
   */
  private volatile SharedCounts shared = new SharedCounts();

  MapCounters(String mapClass, int index) {
    this.mapClass = mapClass;
    this.index = index;
  }

  /** Binary name of the map class, or {@code other} for the classes past the table's bound. */
  public String mapClass() {
    return mapClass;
  }

  /** Position in order of first appearance, from 0; dense and stable for the life of the JVM. */
  public int index() {
    return index;
  }

  /** Entries that left maps of this class through the operation with this code. */
  public long removed(int operation) {
    DeferredCounts.settle();
    return shared.sum(operation) + ThreadCells.sum(index, operation);
  }

  /** Keyed removals with this operation code that found nothing. */
  public long missed(int operation) {
    DeferredCounts.settle();
    int column = column(operation, 0);
    return shared.sum(column) + ThreadCells.sum(index, column);
  }

  /** The shared counts of this run; to be read before {@link Gate#isOver} is asked. */
  SharedCounts shared() {
    return shared;
  }

  /**
   * Counts removed entries, or with {@code entries} 0 a miss, in the caller's cell, which may be
   * null for want of one.
   *
   * @param counts what {@link #shared} answered before the caller knew that its run goes on
   */
  void add(@Nullable ThreadCell mine, SharedCounts counts, int operation, long entries) {
    int column = column(operation, entries);
    if (mine == null || !mine.add(index, column, count(entries))) {
      counts.add(column, count(entries));
    }
  }

  /**
   * As {@link #add}; where somebody stops the thread just after, this answers it, to be passed on.
   * Throws only where nothing was counted.
   */
  @Nullable Throwable addStoppably(
      @Nullable ThreadCell mine, SharedCounts counts, int operation, long entries) {
    int column = column(operation, entries);
    long before = mine == null ? 0 : mine.get(index, column);
    try {
      add(mine, counts, operation, entries);
      return null;
    } catch (Throwable error) {
      if (mine == null || !AsyncStop.is(error) || mine.get(index, column) == before) {
        throw error;
      }
      return error;
    }
  }

  /** Begins again at 0; what is added to the shared counts handed out before is lost. */
  void retire() {
    shared = new SharedCounts();
  }

  /** Offset in a row of the count of removed entries, or with {@code entries} 0 of misses. */
  static int column(int operation, long entries) {
    return entries == 0 ? OperationCode.COUNT + operation : operation;
  }

  /** What to add for so many removed entries; a miss is one. */
  static long count(long entries) {
    return entries == 0 ? 1 : entries;
  }
}
