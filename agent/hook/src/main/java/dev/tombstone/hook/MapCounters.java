package dev.tombstone.hook;

import java.util.concurrent.atomic.LongAdder;

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
  private final LongAdder[] removed = new LongAdder[Operation.COUNT];
  private final LongAdder[] missed = new LongAdder[Operation.COUNT];

  MapCounters(String mapClass, int index) {
    this.mapClass = mapClass;
    this.index = index;
    for (int op = 0; op < Operation.COUNT; op++) {
      removed[op] = new LongAdder();
      missed[op] = new LongAdder();
    }
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
    return removed[operation].sum();
  }

  /** Keyed removals with this operation code that found nothing. */
  public long missed(int operation) {
    return missed[operation].sum();
  }

  void addRemoved(int operation, long entries) {
    removed[operation].add(entries);
  }

  void addMissed(int operation) {
    missed[operation].increment();
  }
}
