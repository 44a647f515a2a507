package dev.tombstone.hook;

import dev.tombstone.hook.jdk.ArrayLayout;
import jdk.internal.misc.Unsafe;

/**
 * The counts of one map class by threads without a {@link ThreadCell}, and of classes past those
 * that a cell has room for: one atomic addition each, in one of {@value #STRIPES} stripes that the
 * thread's id chooses.
 *
 * <p>Not {@code LongAdder}, which under contention initialises {@code ThreadLocalRandom} and
 * allocates in the middle of the deletion.
 */
final class SharedCounts {
  private static final int STRIPES = 4;

  /** Words of a stripe: its counts, and what keeps it off the next one's line. */
  private static final int STRIDE = 2 * OperationCode.COUNT + 8;

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private final long[] words = new long[STRIPES * STRIDE];

  /** Adds to the count of this column. */
  void add(int column, long count) {
    int stripe = (int) ThreadCells.idOf(Thread.currentThread()) & (STRIPES - 1);
    UNSAFE.getAndAddLong(words, ArrayLayout.ofLong(stripe * STRIDE + column), count);
  }

  /** Sum of a column; misses no addition that happens before the call. */
  long sum(int column) {
    long sum = 0;
    for (int stripe = 0; stripe < STRIPES; stripe++) {
      sum += UNSAFE.getLongVolatile(words, ArrayLayout.ofLong(stripe * STRIDE + column));
    }
    return sum;
  }
}
