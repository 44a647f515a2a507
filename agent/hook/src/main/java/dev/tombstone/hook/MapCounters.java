package dev.tombstone.hook;

import java.util.concurrent.atomic.LongAdder;
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
  private final int row;

  /**
   * For threads and classes without a place in a cell: removed by operation, then missed by
   * operation.
   */
  private volatile LongAdder[] shared = newAdders();

  MapCounters(String mapClass, int index) {
    this.mapClass = mapClass;
    this.index = index;
    this.row = ThreadCell.rowOf(index);
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
    Overdue.settle();
    return shared[operation].sum() + ThreadCells.sum(row + operation);
  }

  /** Keyed removals with this operation code that found nothing. */
  public long missed(int operation) {
    Overdue.settle();
    int column = column(operation, 0);
    return shared[column].sum() + ThreadCells.sum(row + column);
  }

  /** Index of the first count of this class in a cell. */
  int row() {
    return row;
  }

  /** The shared adders of this run; to be read before {@link Gate#isOver} is asked. */
  LongAdder[] shared() {
    return shared;
  }

  /**
   * Counts removed entries, or with {@code entries} 0 a miss, in the caller's cell, which may be
   * null for want of one.
   *
   * @param adders what {@link #shared} answered before the caller knew that its run goes on
   */
  void add(@Nullable ThreadCell mine, LongAdder[] adders, int operation, long entries) {
    int column = column(operation, entries);
    if (mine == null || !mine.add(row + column, count(entries))) {
      adders[column].add(count(entries));
    }
  }

  /** Begins again at 0; what is added to the adders handed out before is lost. */
  void retire() {
    shared = newAdders();
  }

  private static LongAdder[] newAdders() {
    LongAdder[] adders = new LongAdder[2 * Operation.COUNT];
    for (int column = 0; column < adders.length; column++) {
      adders[column] = new LongAdder();
    }
    return adders;
  }

  /** Offset in a row of the count of removed entries, or with {@code entries} 0 of misses. */
  static int column(int operation, long entries) {
    return entries == 0 ? Operation.COUNT + operation : operation;
  }

  /** What to add for so many removed entries; a miss is one. */
  static long count(long entries) {
    return entries == 0 ? 1 : entries;
  }
}
