package dev.tombstone.hook.row;

import dev.tombstone.hook.OperationCode;
import dev.tombstone.hook.ThreadCells;
import dev.tombstone.hook.jdk.ArrayLayout;
import jdk.internal.misc.Unsafe;

/**
 * The counts of one map class by threads without a {@code ThreadCell}, and of those past the last
 * row that could be made: one atomic addition each, in one of {@value #STRIPES} stripes that the
 * thread's id chooses.
 *
 * <p>Not {@code LongAdder}, which under contention initialises {@code ThreadLocalRandom} and
 * allocates in the middle of the deletion.
 */
public final class SharedCounts {
  private static final int STRIPES = 4;

  /** A miss that counts as what cannot miss is none. */
  private static final int NOWHERE = -1;

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private final long[] words = new long[STRIPES * Row.LENGTH];

  /**
   * Takes over what a row has counted, as what the row renames it to. Each count is taken once,
   * whoever else takes from the row at the same time.
   */
  public void takeFrom(long[] row) {
    int stripe = (int) ThreadCells.idOf(Thread.currentThread()) & (STRIPES - 1);
    for (int own = 0; own < OperationCode.COUNT; own++) {
      int operation = Row.operation(row, own);
      take(row, Row.removed(own), stripe, Row.removed(operation));
      if (OperationCode.canMiss(own)) {
        // What cannot miss has something else in this place.
        int to = OperationCode.canMiss(operation) ? Row.missed(operation) : NOWHERE;
        take(row, Row.missed(own), stripe, to);
      }
      take(row, Row.failed(own), stripe, Row.failed(operation));
    }
  }

  private void take(long[] row, int from, int stripe, int to) {
    if (row[from] != 0) {
      long count = UNSAFE.getAndSetLong(row, ArrayLayout.ofLong(from), 0);
      if (to != NOWHERE) {
        UNSAFE.getAndAddLong(words, ArrayLayout.ofLong(stripe * Row.LENGTH + to), count);
      }
    }
  }

  /**
   * What is counted of this operation, as {@link Row#count} says; misses no addition that happens
   * before the call.
   */
  public long count(int operation, int what) {
    boolean none = what == Row.MISSED && !OperationCode.canMiss(operation);
    return none ? 0 : sum(Row.word(what, operation));
  }

  private long sum(int word) {
    long sum = 0;
    for (int stripe = 0; stripe < STRIPES; stripe++) {
      sum += UNSAFE.getLongVolatile(words, ArrayLayout.ofLong(stripe * Row.LENGTH + word));
    }
    return sum;
  }
}
