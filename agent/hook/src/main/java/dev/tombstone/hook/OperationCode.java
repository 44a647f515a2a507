package dev.tombstone.hook;

/**
 * Codes of the ways an entry leaves a map, as woven bodies pass them. What each is called, and what
 * it means, is in the model's operations, which have the same order.
 */
public final class OperationCode {
  /** {@code remove(key)}. */
  public static final int REMOVE = 0;

  /** {@code remove(key, value)}, {@code remove(entry)}. */
  public static final int REMOVE_VALUE = 1;

  /** {@code Iterator.remove}. */
  public static final int ITERATOR = 2;

  /** {@code removeIf}, {@code removeAll}, {@code retainAll}. */
  public static final int REMOVE_IF = 3;

  /** {@code clear}. */
  public static final int CLEAR = 4;

  /** {@code pollFirstEntry} and its kin. */
  public static final int POLL = 5;

  /** {@code compute}, {@code computeIfPresent}, {@code merge}. */
  public static final int COMPUTE = 6;

  /** {@code removeEldestEntry}. */
  public static final int EVICT = 7;

  /** The garbage collector. */
  public static final int EXPUNGE = 8;

  /** Number of operations; codes run from 0 to this, exclusive. */
  public static final int COUNT = 9;

  private OperationCode() {}

  /** Whether this is a code of {@code remove} or {@code remove_value}: others look for no key. */
  public static boolean canMiss(int code) {
    return code <= REMOVE_VALUE;
  }
}
