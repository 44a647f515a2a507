package dev.tombstone.model.operation;

/** What kind of change a mutating operation may make; codes are passed by woven code as ints. */
public enum Mutation {
  /** An entry may be added or its value replaced; the table may grow. */
  INSERT,
  /** One entry may be removed. */
  REMOVE,
  /** All entries are removed. */
  CLEAR,
  /** A function of the application decides what becomes of one entry, and runs inside. */
  COMPUTE,
  /** The order of the entries changes; {@code get} on an access-ordered map. */
  REORDER,
  /** Entries whose key was collected are removed; any method of {@code WeakHashMap}. */
  EXPUNGE;

  private static final Mutation[] ALL = values();

  /** The mutation with this code. */
  public static Mutation of(int code) {
    return ALL[code];
  }
}
