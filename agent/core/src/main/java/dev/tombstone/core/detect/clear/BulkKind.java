package dev.tombstone.core.detect.clear;

import dev.tombstone.hook.bulk.BulkHook;
import dev.tombstone.model.operation.BulkCall;
import org.jspecify.annotations.Nullable;

/** What may be wrong with a call that removes many entries. */
enum BulkKind {
  /** It asks a list for each of its elements. */
  QUADRATIC("quadratic-remove-all", 0.01),
  /** It goes through a large table for few entries. */
  SPARSE("sparse-clear", 0.01),
  /** It removes all, one by one. */
  DRAINED("drained", 0.05),
  /** It removes nearly all, one by one. */
  MOSTLY_REMOVED("mostly-removed", 0.05),
  /** It looks at many to remove few. */
  EXPIRY_SCAN("expiry-scan", 0.05);

  /** Places of the table for each entry, from which on it is a sparse one. */
  private static final int PLACES_PER_ENTRY = 16;

  /** Comparisons that a call may have made, from which on they are many. */
  private static final long MANY_COMPARISONS = 100_000;

  /** A set would have answered within this. */
  private static final long NANOS_PER_QUESTION = 100;

  /** A round of a loop that does not more than look and remove. */
  private static final long NANOS_OF_A_ROUND = 200;

  private static final int MANY_ASKED = 64;
  private static final int MANY_VISITED = 1_000;
  private static final int MOST = 10;
  private static final int FEW = 100;

  private final String id;
  private final double leastShare;

  BulkKind(String id, double leastShare) {
    this.id = id;
    this.leastShare = leastShare;
  }

  /** As evidence has it. */
  String id() {
    return id;
  }

  /** Share of a thread's time from which on it is worth telling. */
  double leastShare() {
    return leastShare;
  }

  /** The kind that a call may be of; null if none. On application threads. */
  static @Nullable BulkKind of(
      BulkCall call,
      long before,
      long after,
      int visited,
      int removed,
      long argumentSize,
      int capacity,
      long nanos) {
    if (call == BulkCall.CLEAR) {
      return capacity >= BulkHook.LARGE_TABLE && before <= capacity / PLACES_PER_ENTRY
          ? SPARSE
          : null;
    }
    if (visited >= MANY_ASKED
        && argumentSize * visited >= MANY_COMPARISONS
        && nanos / visited >= NANOS_PER_QUESTION) {
      return QUADRATIC;
    }
    if (visited < MANY_VISITED) {
      return null;
    }
    BulkKind kind = ofShare(visited, removed, after);
    return kind == EXPIRY_SCAN && call != BulkCall.REMOVE_IF ? null : kind;
  }

  /**
   * The kind that a loop of the application's may be of; null if none. Where its body takes long,
   * another way to remove would make no difference.
   */
  static @Nullable BulkKind ofLoop(long before, long removed, long nanos) {
    BulkKind kind = ofShare(before, removed, before - removed);
    return kind == EXPIRY_SCAN || nanos / before <= NANOS_OF_A_ROUND ? kind : null;
  }

  private static @Nullable BulkKind ofShare(long visited, long removed, long after) {
    if (removed == visited) {
      return after == 0 ? DRAINED : MOSTLY_REMOVED;
    }
    if (visited - removed <= visited / MOST) {
      return MOSTLY_REMOVED;
    }
    return removed <= visited / FEW ? EXPIRY_SCAN : null;
  }
}
