package dev.tombstone.core.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.config.ConfigLoader;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SamplingControllerTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int ARRIVALS = 3_200;

  private final EventCost cost = new EventCost(0.01);
  private int shift;

  @Test
  void aboveTheBudget_ratioFallsAtOnceAndRisesAgain() {
    SamplingController controller = controller("sample.budget=100");
    int recorded = arrivals(controller);
    assertThat(shift).isBetween(5, 8);
    assertThat(recorded).isBetween(150, 350);
    controller.tick(SECOND);
    assertThat(shift).isBetween(5, 7);
    for (int second = 2; second < 12; second++) {
      controller.recorded(1L << shift);
      controller.tick(second * SECOND);
    }
    assertThat(shift).isZero();
  }

  @Test
  void manyDrawnBeforeTheStep_oneStep() {
    SamplingController controller = controller("sample.budget=100");
    for (int i = 0; i < ARRIVALS; i++) {
      controller.recorded(1);
    }
    assertThat(shift).isEqualTo(1);
  }

  @Test
  void dearEvents_fewAreRecordedUntilTheyAreCheap() {
    SamplingController controller = controller("sample.budget=20000");
    // 40 µs each: 250 of them are a hundredth of a processor.
    int recorded = arrivals(controller);
    controller.spent(recorded * 40_000L, 1);
    controller.tick(SECOND);
    assertThat(cost.affordable()).isEqualTo(EventCost.LEAST);
    assertThat(shift).isEqualTo(3);
    for (int second = 2; second < 6; second++) {
      recorded = arrivals(controller);
      controller.spent(recorded * 500L, 1);
      controller.tick(second * SECOND);
    }
    assertThat(shift).isZero();
    assertThat(cost.affordable()).isGreaterThan(ARRIVALS);
  }

  @Test
  void jvmThatDoesLittle_paysLess_butRecordsAlways() {
    SamplingController controller = controller("sample.budget=20000");
    // 2 µs each: 5,000 of them are a hundredth of a processor.
    for (int second = 1; second < 9; second++) {
      controller.spent(arrivals(controller) * 2_000L, 1);
      controller.tick(second * SECOND);
    }
    assertThat(cost.affordable()).isEqualTo(5_000);
    controller.spent(arrivals(controller) * 2_000L, 0.5);
    controller.tick(9 * SECOND);
    assertThat(cost.affordable()).isEqualTo(2_500);
    // 1 µs each: 1,000 are a thousandth of a processor.
    controller.spent(arrivals(controller) * 1_000L, 0.01);
    controller.tick(10 * SECOND);
    assertThat(cost.affordable()).isEqualTo(1_000);
  }

  @Test
  void costNotKnown_affordedTwiceAsManyEachPeriod() {
    SamplingController controller = controller("sample.budget=20000");
    controller.tick(SECOND);
    controller.tick(2 * SECOND);
    assertThat(cost.affordable()).isEqualTo(4 * EventCost.FIRST);
    for (int second = 3; second < 200; second++) {
      controller.tick(second * SECOND);
    }
    assertThat(cost.affordable()).isPositive();
  }

  @Test
  void fixedRatio_stays() {
    SamplingController controller = controller("sample.ratio=1/4");
    int unused = arrivals(controller);
    controller.spent(SECOND, 1);
    controller.tick(SECOND);
    assertThat(shift).isEqualTo(2);
  }

  private SamplingController controller(String options) {
    return new SamplingController(
        ConfigLoader.load(options, new Properties(), Map.of()).sampling(),
        cost,
        now -> shift = now,
        0);
  }

  /** A second's deletions, recorded with the ratio in force; answers how many were. */
  private int arrivals(SamplingController controller) {
    int recorded = 0;
    for (int i = 0; i < ARRIVALS; i++) {
      if (i % (1 << shift) == 0) {
        recorded++;
        controller.recorded(1L << shift);
      }
    }
    return recorded;
  }
}
