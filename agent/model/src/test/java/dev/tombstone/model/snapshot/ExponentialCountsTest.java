package dev.tombstone.model.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExponentialCountsTest {
  private final ExponentialCounts counts = new ExponentialCounts(3, -3, List.of(1L, 2L, 3L), 4);

  @Test
  void plus_overlapping_addsBucketByBucket() {
    assertThat(counts.plus(new ExponentialCounts(3, -1, List.of(10L, 20L, 30L), 5)))
        .isEqualTo(new ExponentialCounts(3, -3, List.of(1L, 2L, 13L, 20L, 30L), 9));
  }

  @Test
  void plus_apart_fillsTheGap() {
    assertThat(counts.plus(new ExponentialCounts(3, 2, List.of(7L), 0)))
        .isEqualTo(new ExponentialCounts(3, -3, List.of(1L, 2L, 3L, 0L, 0L, 7L), 4));
  }

  @Test
  void plus_nothing_isTheSame() {
    assertThat(counts.plus(ExponentialCounts.none(3))).isEqualTo(counts);
    assertThat(ExponentialCounts.none(3).plus(counts)).isEqualTo(counts);
  }

  @Test
  void plus_anotherScale_isRefused() {
    assertThatThrownBy(() -> counts.plus(ExponentialCounts.none(2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void atMost_negativeIndexes_putsTheRightNeighboursTogether() {
    // Indexes -3 | -2, -1 become -2 | -1.
    assertThat(counts.atMost(2)).isEqualTo(new ExponentialCounts(2, -2, List.of(1L, 5L), 4));
    assertThat(counts.atMost(3)).isEqualTo(counts);
  }

  @Test
  void atMost_fewerThanTwo_isRefused() {
    assertThatThrownBy(() -> counts.atMost(1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void atMost_bothSidesOfASecond_endsAtTwoBuckets() {
    ExponentialCounts wide = new ExponentialCounts(3, -5, List.of(1L, 0L, 0L, 0L, 0L, 0L, 2L), 0);
    assertThat(wide.atMost(2)).isEqualTo(new ExponentialCounts(0, -1, List.of(1L, 2L), 0));
  }
}
