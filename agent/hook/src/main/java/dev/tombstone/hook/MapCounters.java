package dev.tombstone.hook;

import dev.tombstone.hook.row.Row;
import dev.tombstone.hook.row.SharedCounts;
import dev.tombstone.hook.sampling.Gate;

/**
 * The exact counts of one map class by operation: entries removed, keyed removals that missed, and
 * removals that ended in an exception ({@link FailedRemoval} says which).
 *
 * <p>Written by any application thread, read by any thread; a read is a sum that may miss additions
 * still under way, and misses none once the writers are quiet.
 */
public final class MapCounters {
  /** Counters of no map class, for slots that hold nothing yet. */
  public static final MapCounters NONE = new MapCounters("", -1);

  private final String mapClass;
  private final int index;

  /** For threads without a cell, and for what no row could be made for. */
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
    return count(operation, Row.REMOVED);
  }

  /** Keyed removals with this operation code that found nothing. */
  public long missed(int operation) {
    return count(operation, Row.MISSED);
  }

  /** Removals with this operation code that removed nothing and ended in an exception. */
  public long failed(int operation) {
    return count(operation, Row.FAILED);
  }

  private long count(int operation, int what) {
    DeferredCounts.settle();
    return shared.count(operation, what) + ThreadCells.count(index, operation, what);
  }

  /** The shared counts of this run; to be read before {@link Gate#isOver} is asked. */
  SharedCounts shared() {
    return shared;
  }

  /** Begins again at 0; what is added to the shared counts handed out before is lost. */
  void retire() {
    shared = new SharedCounts();
  }
}
