package dev.tombstone.hook.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tombstone.hook.RecordingControl;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GeometricDrawTest {
  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void logarithm_ofAllMagnitudes_isTheMathematicalOne() {
    for (int i = 0; i < 1_000_000; i++) {
      double number = Math.scalb(1 + random.nextDouble(), random.nextInt(-60, 2));
      assertThat(GeometricDraw.logarithm(number)).isCloseTo(Math.log(number), within(1e-12));
    }
    assertThat(GeometricDraw.logarithm(1)).isCloseTo(0, within(1e-12));
  }

  @Test
  void failures_everyShift_areDistributedAsDrawsOneByOneAre() {
    for (int shift = 1; shift <= RecordingControl.MAX_RATIO_SHIFT; shift++) {
      int draws = 200_000;
      double sum = 0;
      int none = 0;
      for (int i = 0; i < draws; i++) {
        long failures = GeometricDraw.failures(shift, random.nextLong());
        sum += failures;
        none += failures == 0 ? 1 : 0;
      }
      double p = 1.0 / (1L << shift);
      double mean = (1 - p) / p;
      // Five standard deviations.
      assertThat(sum / draws)
          .as("shift %d", shift)
          .isCloseTo(mean, within(5 * Math.sqrt((1 - p) / p / p / draws)));
      assertThat((double) none / draws).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / draws)));
    }
  }

  @Test
  void failures_extremeBits_areInRange() {
    for (int shift = 1; shift <= RecordingControl.MAX_RATIO_SHIFT; shift++) {
      assertThat(GeometricDraw.failures(shift, -1L)).isZero();
      assertThat(GeometricDraw.failures(shift, 0)).isBetween(36L, 40L << shift);
    }
  }
}
