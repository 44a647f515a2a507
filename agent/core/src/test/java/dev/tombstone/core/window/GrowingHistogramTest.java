package dev.tombstone.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class GrowingHistogramTest {
  private static final long MOST = 60_000_000_000L;

  @Test
  void record_valuesOfEveryLength_asAHistogramOfFullRange() {
    GrowingHistogram growing = new GrowingHistogram(2, MOST);
    Histogram whole = new Histogram(1, 2 * MOST, 2);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 10_000; i++) {
      long value = random.nextLong() >>> random.nextInt(1, Long.SIZE);
      growing.record(value);
      whole.recordValue(Math.min(value, MOST));
    }
    Histogram values = growing.values();
    assertThat(values.getTotalCount()).isEqualTo(10_000);
    for (double percentile : new double[] {0, 1, 25, 50, 90, 99, 100}) {
      assertThat(values.getValueAtPercentile(percentile))
          .isEqualTo(whole.getValueAtPercentile(percentile));
    }
  }

  @Test
  void bytes_smallValues_areFew() {
    GrowingHistogram growing = new GrowingHistogram(1, MOST);
    growing.record(-1);
    growing.record(1);
    long small = growing.bytes();
    growing.record(Long.MAX_VALUE);
    assertThat(small).isLessThan(growing.bytes() / 4);
    assertThat(growing.values().getMaxValue()).isGreaterThanOrEqualTo(MOST);
  }
}
