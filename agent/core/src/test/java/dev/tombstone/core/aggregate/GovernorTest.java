package dev.tombstone.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GovernorTest {
  private static final int PROCESSORS = 4;
  private static final double LIMIT = 0.01;

  private double cpuSeconds;
  private long now;
  private int stackShift;
  private int detailShift;
  private final Governor governor =
      new Governor(LIMIT, PROCESSORS, () -> cpuSeconds, this::throttle, 0);

  @Test
  void tick_startTakesMuch_isForgiven() {
    cpuSeconds = 3;
    look(0);
    look(LIMIT / 2);
    assertThat(governor.complaint()).isEmpty();
  }

  @Test
  void tick_aboveTheLimit_stacksFirstThenDetail() {
    look(0);
    look(LIMIT * 2);
    assertThat(stackShift).isEqualTo(1);
    assertThat(detailShift).isZero();
    assertThat(governor.complaint())
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("2.0 % of the machine", "stacks are taken 2 times less often")
                    .doesNotContain("detail"));
    for (int i = 0; i < 50; i++) {
      look(LIMIT * 2);
    }
    assertThat(stackShift).isEqualTo(Governor.STACK_STEPS);
    assertThat(detailShift).isEqualTo(Governor.DETAIL_STEPS);
    assertThat(governor.complaint())
        .hasValueSatisfying(text -> assertThat(text).contains("128 times fewer deletions"));
  }

  @Test
  void tick_calmAgain_stepsAreTakenBackOneByOne() {
    look(0);
    for (int i = 0; i < Governor.STACK_STEPS + 1; i++) {
      look(LIMIT * 2);
    }
    look(LIMIT * 0.7);
    assertThat(detailShift).isEqualTo(1);
    for (int i = 0; i < 6; i++) {
      look(LIMIT / 3);
    }
    assertThat(detailShift).isZero();
    assertThat(stackShift).isEqualTo(Governor.STACK_STEPS);
    for (int i = 0; i < 100; i++) {
      look(0);
    }
    assertThat(stackShift).isZero();
    assertThat(governor.complaint()).isEmpty();
  }

  @Test
  void tick_looksThatTakeLong_areRare() {
    look(0);
    governor.lookTook(Governor.PERIOD_NANOS / 100);
    now += Governor.PERIOD_NANOS * 9;
    assertThat(governor.tick(now)).isFalse();
    now += Governor.PERIOD_NANOS * 2;
    assertThat(governor.tick(now)).isTrue();
  }

  private void look(double share) {
    now += Governor.PERIOD_NANOS;
    cpuSeconds += share * PROCESSORS * Governor.PERIOD_NANOS / 1e9;
    assertThat(governor.tick(now)).isTrue();
  }

  private void throttle(int stacks, int detail) {
    stackShift = stacks;
    detailShift = detail;
  }
}
