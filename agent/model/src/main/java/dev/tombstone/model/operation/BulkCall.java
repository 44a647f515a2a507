package dev.tombstone.model.operation;

/** Calls that remove many entries at once; codes are passed by woven code as ints. */
public enum BulkCall {
  /** Those for which a predicate is true. */
  REMOVE_IF("removeIf"),
  /** Those that another collection has. */
  REMOVE_ALL("removeAll"),
  /** Those that another collection does not have. */
  RETAIN_ALL("retainAll"),
  /** All. */
  CLEAR("clear");

  private static final BulkCall[] ALL = values();

  private final String method;

  BulkCall(String method) {
    this.method = method;
  }

  /** The call with this code. */
  public static BulkCall of(int code) {
    return ALL[code];
  }

  /** Name of the method, as the application calls it. */
  public String method() {
    return method;
  }
}
