package dev.tombstone.hook.row;

import dev.tombstone.hook.OperationCode;
import dev.tombstone.hook.ScopeStack;

/**
 * The words of a row: what one thread keeps for the maps of one class, in a {@code long[]}. Woven
 * code adds to it with no call, so that a deletion is counted even where no stack is left.
 *
 * <p>What every deletion reads and writes comes first, side by side with the counts of the
 * commonest operations.
 */
public final class Row {
  /** The gate word that the countdown was drawn under. */
  public static final int GATE = 0;

  /**
   * Deletions to the sampled one, which is included; 0 or less once it has come. Geometric, as
   * independent draws give it.
   */
  public static final int COUNTDOWN = 1;

  /**
   * Where the counts begin, by operation, of each the entries that left and then the misses, or of
   * an operation that cannot miss the failures; for code that may find no stack to call the methods
   * below.
   */
  public static final int COUNTS = 2;

  /** When the deletion that will be sampled began, by {@code RemovalHook.nanos}; 0 if unknown. */
  public static final int TICKET = COUNTS + 2 * OperationCode.COUNT;

  /** The shift that the countdown was drawn with, or {@link #UNOWNED}. */
  public static final int SHIFT = TICKET + 1;

  /** Index of the map class. */
  public static final int CLASS = SHIFT + 1;

  /** What operations are counted as, or {@link ScopeStack#UNCHANGED}. */
  public static final int RENAMED = CLASS + 1;

  /** Operations up to this code can miss. */
  public static final int LAST_MISSING = OperationCode.REMOVE_VALUE;

  /** Where the failures begin of the operations that can miss, by operation. */
  public static final int FAILURES = RENAMED + 1;

  /** Words that, with those of failures, keep the next row's counts off the line of these. */
  private static final int PADDING = 2;

  public static final int LENGTH = FAILURES + LAST_MISSING + 1 + PADDING;

  /** What is counted: entries that left. */
  public static final int REMOVED = 0;

  /** What is counted: keyed removals that found nothing. */
  public static final int MISSED = 1;

  /** What is counted: removals that removed nothing and ended in an exception. */
  public static final int FAILED = 2;

  /** In place of a shift: a row for one deletion, of a thread that has none of its own. */
  public static final int UNOWNED = -2;

  /** A countdown that does not end. */
  public static final long NEVER = Long.MAX_VALUE;

  private Row() {}

  /** Where entries are counted that left by the operation with this code. */
  public static int removed(int operation) {
    return COUNTS + 2 * operation;
  }

  /** Where keyed removals with this operation code, which can miss, are counted that did. */
  public static int missed(int operation) {
    return COUNTS + 2 * operation + 1;
  }

  /** Where removals with this operation code are counted that ended in an exception. */
  public static int failed(int operation) {
    return operation <= LAST_MISSING ? FAILURES + operation : COUNTS + 2 * operation + 1;
  }

  /** A row of zeros that no countdown was drawn for. */
  public static long[] of(int classIndex, int renamed) {
    long[] row = new long[LENGTH];
    row[GATE] = -1;
    row[CLASS] = classIndex;
    row[RENAMED] = renamed;
    return row;
  }

  /** What a count of the row is a count of: its own operation, or what the row renames it to. */
  public static int operation(long[] row, int own) {
    int renamed = (int) row[RENAMED];
    return renamed == ScopeStack.UNCHANGED || own > ScopeStack.LAST_RENAMED ? own : renamed;
  }

  /**
   * What the row says of an operation; a miss that was renamed to what cannot miss is none.
   *
   * @param what {@link #REMOVED}, {@link #MISSED} or {@link #FAILED}
   */
  public static long count(long[] row, int operation, int what) {
    if (what == MISSED && !OperationCode.canMiss(operation)) {
      return 0;
    }
    long sum = 0;
    for (int own = 0; own < OperationCode.COUNT; own++) {
      boolean counted = what != MISSED || OperationCode.canMiss(own);
      if (counted && operation(row, own) == operation) {
        sum += row[word(what, own)];
      }
    }
    return sum;
  }

  /** Where this is counted of the operation with this code. */
  static int word(int what, int operation) {
    return what == REMOVED
        ? removed(operation)
        : what == MISSED ? missed(operation) : failed(operation);
  }
}
