package dev.tombstone.core.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  private static final long FIRST = Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();

  private long wallMillis = FIRST;
  private long nanos = Long.MAX_VALUE - 5;
  private final SteadyClock clock =
      new SteadyClock(() -> Instant.ofEpochMilli(wallMillis), () -> nanos);

  @Test
  void millis_tickerOverflows_goOn() {
    nanos += 2_000_000_000;
    assertThat(clock.millis()).isEqualTo(FIRST + 2_000);
  }

  @Test
  void shown_clockSetBack_movesWithIt() {
    wallMillis -= 3_600_000;
    assertThat(clock.millis()).isEqualTo(FIRST);
    assertThat(clock.shown(FIRST)).isEqualTo(Instant.ofEpochMilli(wallMillis));
  }

  @Test
  void shown_clockSlewed_staysUntilItIsASecondOff() {
    wallMillis += 999;
    assertThat(clock.setMillis()).isZero();
    wallMillis += 1;
    assertThat(clock.setMillis()).isEqualTo(1_000);
    wallMillis -= 999;
    assertThat(clock.setMillis()).isEqualTo(1_000);
  }
}
