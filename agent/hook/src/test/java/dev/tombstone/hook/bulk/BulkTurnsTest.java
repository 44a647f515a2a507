package dev.tombstone.hook.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class BulkTurnsTest {
  private final BulkTurns turns = new BulkTurns();
  private long now = 1_000_000_000L;
  private long timed;
  private long weight;

  @Test
  void callsFarApart_areAllTimedForThemselves() {
    calls(1_000, 20_000);
    assertThat(timed).isEqualTo(1_000);
    assertThat(weight).isEqualTo(1_000);
  }

  @Test
  void callsCloseTogether_areTimedSeldomAndStandForAll() {
    calls(1_000_000, 100);
    assertThat(timed).isBetween(14_000L, 17_500L);
    assertThat(weight).isCloseTo(1_000_000, Percentage.withPercentage(5));
  }

  @Test
  void callsFurtherApartAgain_areSoonAllTimed() {
    calls(100_000, 100);
    calls(1_000, 100_000);
    timed = 0;
    calls(1_000, 100_000);
    assertThat(timed).isEqualTo(1_000);
  }

  @Test
  void forget_nextCall_isTimedForItself() {
    calls(100_000, 100);
    turns.forget();
    timed = 0;
    weight = 0;
    calls(1, 100);
    assertThat(timed).isEqualTo(1);
    assertThat(weight).isEqualTo(1);
  }

  private void calls(int number, long nanosApart) {
    for (int i = 0; i < number; i++) {
      now += nanosApart;
      if (turns.isDue()) {
        timed++;
        weight += 1L << turns.timed(now);
      }
    }
  }
}
