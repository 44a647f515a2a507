package dev.tombstone.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RatioIntervalTest {
  @Test
  void median_oddAndEven_middleOrMeanOfTheTwo() {
    assertThat(new Sample(List.of(9.0, 1.0, 4.0)).median()).isEqualTo(4);
    assertThat(new Sample(List.of(8.0, 1.0, 4.0, 2.0)).median()).isEqualTo(3);
    assertThatIllegalArgumentException().isThrownBy(() -> new Sample(List.of()));
  }

  @Test
  void sample_shown_spreadOnlyIfThereIsOne() {
    assertThat(new Sample(List.of(1234.56)).markdown(1)).isEqualTo("1,234.6");
    assertThat(new Sample(List.of(3.0, 1.0, 2.0)).markdown(0)).isEqualTo("2 [1 – 3]");
  }

  @Test
  void interval_everyPairOfTheSameRatio_isThatRatio() {
    Sample without = new Sample(List.of(100.0, 250.0, 90.0, 130.0, 170.0));
    Sample with = new Sample(without.values().stream().map(value -> value * 0.9).toList());
    RatioInterval interval = RatioInterval.of(with, without);
    assertThat(interval.ratio()).isCloseTo(0.9, within(1e-9));
    assertThat(interval.lower()).isCloseTo(0.9, within(1e-9));
    assertThat(interval.upper()).isCloseTo(0.9, within(1e-9));
    assertThat(interval.pairs()).isEqualTo(5);
  }

  @Test
  void interval_onePair_isThePoint() {
    RatioInterval interval = RatioInterval.of(new Sample(List.of(3.0)), new Sample(List.of(4.0)));
    assertThat(interval).isEqualTo(new RatioInterval(0.75, 0.75, 0.75, 1));
  }

  @Test
  void interval_manySeededRuns_holdsTheTruthAboutNinetyFiveTimesInAHundred() {
    int held = 0;
    int runs = 200;
    SplittableRandom seeds = new SplittableRandom(7);
    for (int run = 0; run < runs; run++) {
      SplittableRandom random = seeds.split();
      List<Double> with = new ArrayList<>();
      List<Double> without = new ArrayList<>();
      for (int pair = 0; pair < 15; pair++) {
        with.add(98 + random.nextDouble() * 4);
        without.add(98 + random.nextDouble() * 4);
      }
      RatioInterval interval = RatioInterval.of(new Sample(with), new Sample(without));
      if (interval.lower() <= 1 && 1 <= interval.upper()) {
        held++;
      }
    }
    assertThat(held).isBetween((int) (runs * 0.88), runs);
  }
}
