package dev.tombstone.core.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GovernorTest {
  private static final int PROCESSORS = 4;
  private static final double LIMIT = 0.01;

  private double threadSeconds;
  private double stackSeconds;
  private double recordingSeconds;
  private long now = Governor.START_NANOS - Governor.PERIOD_NANOS;
  private int stackShift;
  private int detailShift;
  private final Governor governor =
      new Governor(
          LIMIT,
          PROCESSORS,
          new Governor.Costs() {
            @Override
            public double threadSeconds() {
              return threadSeconds;
            }

            @Override
            public double stackSeconds() {
              return stackSeconds;
            }

            @Override
            public double recordingSeconds() {
              return recordingSeconds;
            }
          },
          this::throttle,
          0);

  @Test
  void tick_startTakesMuch_isForgiven() {
    threadSeconds = 3;
    look(0, 0, 0);
    look(LIMIT / 2, 0, 0);
    assertThat(governor.complaint()).isEmpty();
  }

  @Test
  void tick_codeIsStillCold_noLook() {
    assertThat(governor.tick(Governor.START_NANOS - 1)).isFalse();
    assertThat(governor.tick(Governor.START_NANOS)).isTrue();
  }

  @Test
  void tick_lessStacksAreEnough_detailStays() {
    look(0, 0, 0);
    look(LIMIT * 0.7, LIMIT * 0.8, 0);
    assertThat(stackShift).isEqualTo(2);
    assertThat(detailShift).isZero();
    assertThat(governor.complaint())
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains(
                        "0.7 % of the machine on its own threads",
                        "0.8 % on the application's", "stacks are taken 4 times less often")
                    .doesNotContain("detail"));
  }

  @Test
  void tick_theApplicationsThreadsPayTooMuch_countsLikeItsOwn() {
    look(0, 0, 0);
    look(LIMIT * 0.4, LIMIT * 0.2, LIMIT * 0.9);
    assertThat(stackShift).isEqualTo(Governor.STACK_STEPS);
    assertThat(detailShift).isEqualTo(1);
  }

  @Test
  void tick_farAboveTheLimit_twoHalvingsOfTheDetailAtALook() {
    look(0, 0, 0);
    look(LIMIT * 100, 0, 0);
    assertThat(detailShift).isEqualTo(2);
    look(LIMIT * 25, 0, 0);
    assertThat(detailShift).isEqualTo(4);
    for (int i = 0; i < 50; i++) {
      look(LIMIT * 2, 0, 0);
    }
    assertThat(stackShift).isEqualTo(Governor.STACK_STEPS);
    assertThat(detailShift).isEqualTo(Governor.DETAIL_STEPS);
    assertThat(governor.complaint())
        .hasValueSatisfying(
            text -> assertThat(text).contains("the budget of detail is 128 times smaller"));
  }

  @Test
  void tick_calmAgain_asManyStepsAsThereIsRoomForAreTakenBack() {
    look(0, 0, 0);
    look(LIMIT * 1.5, 0, 0);
    assertThat(detailShift).isEqualTo(1);
    look(LIMIT * 0.7, 0, 0);
    for (int i = 0; i < 5; i++) {
      look(LIMIT * 0.2, LIMIT * 0.05, 0);
    }
    assertThat(detailShift).isEqualTo(1);
    look(LIMIT * 0.2, LIMIT * 0.05, 0);
    assertThat(detailShift).isZero();
    assertThat(stackShift).isEqualTo(1);
    for (int i = 0; i < 6; i++) {
      look(0, 0, 0);
    }
    assertThat(governor.complaint()).isEmpty();
  }

  @Test
  void tick_oneBusierLookAmongCalmOnes_decidesHowMany() {
    look(0, 0, 0);
    look(LIMIT * 100, 0, 0);
    look(LIMIT * 25, 0, 0);
    assertThat(detailShift).isEqualTo(4);
    for (int i = 0; i < 6; i++) {
      look(i == 2 ? LIMIT * 0.4 : 0, 0, 0);
    }
    assertThat(detailShift).isEqualTo(3);
    for (int i = 0; i < 6; i++) {
      look(0, 0, 0);
    }
    assertThat(stackShift).isZero();
    assertThat(detailShift).isZero();
  }

  @Test
  void tick_justBelowTheLimit_stacksAreTakenAgainOnlyIfThereIsRoom() {
    look(0, 0, 0);
    look(LIMIT * 0.7, LIMIT * 0.8, 0);
    for (int i = 0; i < 20; i++) {
      look(LIMIT * 0.6, LIMIT * 0.2, 0);
    }
    assertThat(stackShift).isEqualTo(2);
    for (int i = 0; i < 6; i++) {
      look(LIMIT * 0.6, LIMIT * 0.1, 0);
    }
    assertThat(stackShift).isEqualTo(1);
  }

  @Test
  void tick_looksThatTakeLong_areRare() {
    look(0, 0, 0);
    governor.lookTook(Governor.PERIOD_NANOS / 100);
    now += Governor.PERIOD_NANOS * 9;
    assertThat(governor.tick(now)).isFalse();
    now += Governor.PERIOD_NANOS * 2;
    assertThat(governor.tick(now)).isTrue();
  }

  /** A period goes by that took these shares of the machine. */
  private void look(double threads, double stacks, double recording) {
    now += Governor.PERIOD_NANOS;
    double all = PROCESSORS * Governor.PERIOD_NANOS / 1e9;
    threadSeconds += threads * all;
    stackSeconds += stacks * all;
    recordingSeconds += recording * all;
    assertThat(governor.tick(now)).isTrue();
  }

  private void throttle(int stacks, int detail) {
    stackShift = stacks;
    detailShift = detail;
  }
}
