package dev.tombstone.core.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateFitTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void shift_budgetJustKept_none() {
    assertThat(RateFit.shift(100, SECOND, 100, 20)).isZero();
    assertThat(RateFit.shift(200, 2 * SECOND, 100, 20)).isZero();
  }

  @Test
  void shift_budgetExceeded_theLeastThatKeepsIt() {
    assertThat(RateFit.shift(101, SECOND, 100, 20)).isEqualTo(1);
    assertThat(RateFit.shift(800, SECOND, 100, 20)).isEqualTo(3);
    assertThat(RateFit.shift(801, SECOND, 100, 20)).isEqualTo(4);
  }

  @Test
  void shift_noneKeepsTheBudget_theLargest() {
    assertThat(RateFit.shift(Long.MAX_VALUE, 1, 1, 10)).isEqualTo(10);
  }
}
