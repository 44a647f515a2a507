package dev.tombstone.hook;

/** Removals as woven code tells the hook of them. */
final class Removals {
  static final int REMOVE = OperationCode.REMOVE;

  private Removals() {}

  /** A {@code remove("key")} that finds an entry. */
  static void hit(Object map) {
    long[] row = RemovalHook.enter(map, "key", REMOVE);
    RemovalHook.record(row, "", RemovalHook.BY_RESULT, map, "key", null, 0, REMOVE);
  }

  /** One that finds nothing. */
  static void miss(Object map) {
    long[] row = RemovalHook.enter(map, "key", REMOVE);
    RemovalHook.record(row, null, RemovalHook.BY_RESULT, map, "key", null, 0, REMOVE);
  }
}
