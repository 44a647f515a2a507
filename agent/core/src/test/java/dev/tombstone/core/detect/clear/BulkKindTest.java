package dev.tombstone.core.detect.clear;

import static dev.tombstone.model.operation.BulkCall.CLEAR;
import static dev.tombstone.model.operation.BulkCall.REMOVE_ALL;
import static dev.tombstone.model.operation.BulkCall.REMOVE_IF;
import static dev.tombstone.model.operation.BulkCall.RETAIN_ALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.jdk.LinearCollections;
import dev.tombstone.model.operation.BulkCall;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BulkKindTest {
  private static final long SET = LinearCollections.UNKNOWN;
  private static final int MILLISECOND = 1_000_000;

  @Test
  void listAskedForManyElements_isQuadratic() {
    assertThat(asked(REMOVE_ALL, 5_000, 5_001, 20 * MILLISECOND)).isEqualTo(BulkKind.QUADRATIC);
    assertThat(asked(RETAIN_ALL, 100, 1_000, MILLISECOND)).isEqualTo(BulkKind.QUADRATIC);
  }

  @Test
  void setAsked_orFewAsked_orAnsweredAtOnce_isNot() {
    assertThat(asked(REMOVE_ALL, 900, SET, 20 * MILLISECOND)).isNull();
    assertThat(asked(REMOVE_ALL, 10, 50_000, MILLISECOND)).isNull();
    assertThat(asked(REMOVE_ALL, 100, 900, MILLISECOND)).isNull();
    assertThat(asked(REMOVE_ALL, 0, 50_000, MILLISECOND)).as("the set was asked").isNull();
    assertThat(asked(RETAIN_ALL, 900, 900, 900 * 50)).as("each is the first").isNull();
  }

  @Test
  void clear_ofATableFarLargerThanItsEntries_isSparse() {
    assertThat(cleared(2, 1 << 20)).isEqualTo(BulkKind.SPARSE);
    assertThat(cleared(0, 4_096)).isEqualTo(BulkKind.SPARSE);
    assertThat(cleared(256, 4_096)).isEqualTo(BulkKind.SPARSE);
  }

  @Test
  void clear_ofASmallOrAFilledTable_isNot() {
    assertThat(cleared(257, 4_096)).isNull();
    assertThat(cleared(700_000, 1 << 20)).isNull();
    assertThat(cleared(1, 2_048)).isNull();
  }

  @Test
  void shareRemoved_ofManyVisited_isTheKind() {
    assertThat(removed(REMOVE_IF, 5_000, 5_000, 0)).isEqualTo(BulkKind.DRAINED);
    assertThat(removed(RETAIN_ALL, 5_000, 5_000, 0)).isEqualTo(BulkKind.DRAINED);
    assertThat(removed(REMOVE_IF, 5_000, 5_000, 10))
        .as("all of a part of the map")
        .isEqualTo(BulkKind.MOSTLY_REMOVED);
    assertThat(removed(REMOVE_IF, 5_000, 4_500, 500)).isEqualTo(BulkKind.MOSTLY_REMOVED);
    assertThat(removed(REMOVE_IF, 5_000, 4_499, 501)).isNull();
    assertThat(removed(REMOVE_IF, 5_000, 51, 4_949)).isNull();
    assertThat(removed(REMOVE_IF, 5_000, 50, 4_950)).isEqualTo(BulkKind.EXPIRY_SCAN);
    assertThat(removed(REMOVE_IF, 5_000, 0, 5_000)).isEqualTo(BulkKind.EXPIRY_SCAN);
    assertThat(removed(REMOVE_ALL, 5_000, 0, 5_000)).isNull();
    assertThat(removed(REMOVE_IF, 999, 999, 0)).isNull();
  }

  @Test
  void loop_bodyThatTakesLong_isOnlyAScan() {
    assertThat(BulkKind.ofLoop(5_000, 5_000, MILLISECOND)).isEqualTo(BulkKind.DRAINED);
    assertThat(BulkKind.ofLoop(5_000, 4_600, MILLISECOND)).isEqualTo(BulkKind.MOSTLY_REMOVED);
    assertThat(BulkKind.ofLoop(5_000, 5_000, 2 * MILLISECOND)).isNull();
    assertThat(BulkKind.ofLoop(5_000, 50, 50 * MILLISECOND)).isEqualTo(BulkKind.EXPIRY_SCAN);
    assertThat(BulkKind.ofLoop(5_000, 2_000, MILLISECOND)).isNull();
  }

  private static @Nullable BulkKind asked(BulkCall call, int visited, long size, long nanos) {
    return BulkKind.of(call, visited, visited, visited, 0, size, 0, nanos);
  }

  private static @Nullable BulkKind cleared(long before, int capacity) {
    return BulkKind.of(CLEAR, before, 0, 0, 0, 0, capacity, MILLISECOND);
  }

  private static @Nullable BulkKind removed(BulkCall call, int visited, int removed, long after) {
    return BulkKind.of(call, visited, after, visited, removed, SET, 0, MILLISECOND);
  }
}
