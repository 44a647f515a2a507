package dev.tombstone.model.operation;

/** A way an entry leaves a map, as metrics and endpoints name it under {@code op}. */
public enum Operation {
  /** {@code remove(key)} on the map, its key set or its values. */
  REMOVE("remove"),
  /** {@code remove(key, value)} on the map, {@code remove(entry)} on its entry set. */
  REMOVE_VALUE("remove_value"),
  /** {@code Iterator.remove}. */
  ITERATOR("iterator"),
  /** {@code removeIf}, {@code removeAll}, {@code retainAll}. */
  REMOVE_IF("remove_if"),
  /** {@code clear} on the map or a view; counts the entries it dropped. */
  CLEAR("clear"),
  /** {@code pollFirstEntry}, {@code pollLast}, {@code removeFirst} and their kin. */
  POLL("poll"),
  /** {@code compute}, {@code computeIfPresent}, {@code merge} that ended in removal. */
  COMPUTE("compute"),
  /** {@code removeEldestEntry} said so. */
  EVICT("evict"),
  /** The garbage collector cleared the key. */
  EXPUNGE("expunge");

  private static final Operation[] BY_CODE = values();

  private final String id;

  Operation(String id) {
    this.id = id;
  }

  /** Number of operations; codes run from 0 to this, exclusive. */
  public static final int COUNT = 9;

  /** The operation whose {@link #ordinal()} is {@code code}. */
  public static Operation ofCode(int code) {
    return BY_CODE[code];
  }

  /** What it is called outside, for example {@code remove_if}. */
  public String id() {
    return id;
  }
}
