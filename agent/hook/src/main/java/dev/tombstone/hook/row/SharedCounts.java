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
      take(row, Row.missed(own), stripe, Row.missed(operation));
    }
  }

  private void take(long[] row, int from, int stripe, int to) {
    if (row[from] != 0) {
      long count = UNSAFE.getAndSetLong(row, ArrayLayout.ofLong(from), 0);
      UNSAFE.getAndAddLong(words, ArrayLayout.ofLong(stripe * Row.LENGTH + to), count);
    }
  }

  /** Entries that left by this operation; misses no addition that happens before the call. */
  public long removed(int operation) {
    return sum(Row.removed(operation));
  }

  /** Misses of this operation; an operation that cannot miss has none. */
  public long missed(int operation) {
    return OperationCode.canMiss(operation) ? sum(Row.missed(operation)) : 0;
  }

  private long sum(int word) {
    long sum = 0;
    for (int stripe = 0; stripe < STRIPES; stripe++) {
      sum += UNSAFE.getLongVolatile(words, ArrayLayout.ofLong(stripe * Row.LENGTH + word));
    }
    return sum;
  }
}
