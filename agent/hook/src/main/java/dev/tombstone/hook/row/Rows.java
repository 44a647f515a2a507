package dev.tombstone.hook.row;

import dev.tombstone.hook.OperationCode;
import dev.tombstone.hook.ScopeStack;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.DontInline;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one {@code ThreadCell}: one for each map class that its owners have used, and one
 * more for each operation that a scope has made of theirs.
 *
 * <p>The owner makes them; all read, racily: a row that is not seen yet holds nothing that the
 * reader had to see. All cells together have {@value #MOST}; past that the shared counts are used.
 */
public final class Rows {
  /** Of 240 bytes each. */
  public static final int MOST = 32_768;

  private static final int FIRST_CLASSES = 12;
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final AtomicInteger MADE = new AtomicInteger();

  /** By the class's index: what is counted under its own operation. Read by the shortest path. */
  public long[] @Nullable [] own = new long[FIRST_CLASSES] @Nullable [];

  /** By operation and the class's index: what is counted as this operation. */
  private final long[] @Nullable [] @Nullable [] renamed =
      new long[OperationCode.COUNT] @Nullable [] @Nullable [];

  /** The row, or null if it was not made yet. */
  public long @Nullable [] at(int classIndex, int operation) {
    long @Nullable [] @Nullable [] rows =
        operation == ScopeStack.UNCHANGED ? own : renamed[operation];
    return rows != null && classIndex < rows.length ? rows[classIndex] : null;
  }

  /** The row, made if there may be one; null otherwise. The owner only. */
  @DontInline
  public long @Nullable [] made(int classIndex, int operation) {
    long[] present = at(classIndex, operation);
    if (present != null || MADE.get() >= MOST) {
      return present;
    }
    long @Nullable [] @Nullable [] rows =
        operation == ScopeStack.UNCHANGED ? own : renamed[operation];
    if (rows == null || classIndex >= rows.length) {
      int length = rows == null ? FIRST_CLASSES : rows.length * 2;
      long[] @Nullable [] grown = new long[Math.max(classIndex + 1, length)] @Nullable [];
      if (rows != null) {
        System.arraycopy(rows, 0, grown, 0, rows.length);
      }
      rows = grown;
      // Who reads the new array finds all that the one before held.
      UNSAFE.storeFence();
      if (operation == ScopeStack.UNCHANGED) {
        own = rows;
      } else {
        renamed[operation] = rows;
      }
    }
    long[] row = Row.of(classIndex, operation);
    int unused = MADE.incrementAndGet();
    UNSAFE.storeFence();
    rows[classIndex] = row;
    return row;
  }

  /** What is counted of maps of this class by the operation, as {@link Row#count} says. */
  public long count(int classIndex, int operation, int what) {
    long sum = 0;
    for (int as = ScopeStack.UNCHANGED; as < OperationCode.COUNT; as++) {
      long[] row = at(classIndex, as);
      if (row != null) {
        sum += Row.count(row, operation, what);
      }
    }
    return sum;
  }

  /** All cells begin anew. */
  public static void forget() {
    MADE.set(0);
  }
}
