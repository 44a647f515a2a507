package dev.tombstone.hook;

/**
 * The constant that instrumented code passes with a deletion: the operation's code and how to read
 * the key. An int, because it is pushed as an immediate operand.
 */
public final class DeletionFlags {
  /** Low bits: the {@link OperationCode}. */
  public static final int OPERATION_MASK = 0xF;

  /** The hash argument holds the hash the map computed. */
  public static final int HASHED = 1 << 4;

  /** The hash is {@code h ^ (h >>> 16)} of the key's own, as HashMap spreads it. */
  public static final int SPREAD = 1 << 5;

  /** The key argument is an entry of the map's own class that holds the key. */
  public static final int ENTRY = 1 << 6;

  /**
   * The key argument is what the caller passed to {@code entrySet().remove}: any object, or an
   * entry.
   */
  public static final int ENTRY_ARGUMENT = 1 << 7;

  /** There is no single key. */
  public static final int KEYLESS = 1 << 8;

  /** The removal missed without searching the map: a check that came before it said so. */
  public static final int UNSEARCHED = 1 << 9;

  /** With an expected value the operation is {@code remove_value}, whatever the code says. */
  public static final int BY_VALUE = 1 << 10;

  /**
   * Where no entry left the map there is nothing to count, not even a miss: so it is with all
   * operations that look for no key.
   */
  public static final int HITS_ONLY = 1 << 11;

  /** The time from entry to exit is not the deletion's. */
  public static final int UNTIMED = 1 << 12;

  private DeletionFlags() {}
}
