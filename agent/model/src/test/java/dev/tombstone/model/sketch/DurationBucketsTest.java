package dev.tombstone.model.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.model.snapshot.ExponentialCounts;
import dev.tombstone.model.snapshot.LatencyHistogram;
import java.util.Arrays;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class DurationBucketsTest {
  /** Of a histogram of two digits. */
  private static final double PRECISION = 0.01;

  private static final int VALUES = 20_000;

  @Test
  void of_anyDurations_everyBoundHasWhatIsBelowIt() {
    Random random = new Random(7);
    Histogram histogram = histogram();
    long[] nanos = new long[VALUES];
    for (int i = 0; i < VALUES; i++) {
      nanos[i] = (long) Math.exp(random.nextDouble() * Math.log(6e10));
      histogram.recordValue(nanos[i]);
    }
    Arrays.sort(nanos);
    LatencyHistogram latency = DurationBuckets.of("a.Map", histogram, 1.5);
    assertThat(latency.count()).isEqualTo(VALUES);
    for (int i = 0; i < latency.cumulativeCounts().size(); i++) {
      double bound = latency.upperBoundsSeconds().get(i);
      assertThat(latency.cumulativeCounts().get(i))
          .isEqualTo(histogram.getCountBetweenValues(0, Math.round(bound * 1e9)));
    }
    assertBounds(latency.exponential(), nanos);
    ExponentialCounts fitting = latency.exponential().atMost(160);
    assertThat(fitting.counts()).hasSizeLessThanOrEqualTo(160).hasSizeGreaterThan(80);
    assertBounds(fitting, nanos);
    assertBounds(fitting.atMost(2), nanos);
  }

  @Test
  void of_zerosAndNothing_areToldApart() {
    Histogram histogram = histogram();
    assertThat(DurationBuckets.of("a.Map", histogram, 0).exponential())
        .isEqualTo(ExponentialCounts.none(DurationBuckets.SCALE));
    histogram.recordValue(0);
    histogram.recordValue(0);
    histogram.recordValue(100);
    ExponentialCounts counts = DurationBuckets.of("a.Map", histogram, 0).exponential();
    assertThat(counts.zeros()).isEqualTo(2);
    assertThat(counts.counts()).containsExactly(1L);
    assertThat(upper(counts, 0)).isBetween(100e-9, 110e-9);
  }

  private static void assertBounds(ExponentialCounts counts, long[] sortedNanos) {
    long cumulative = counts.zeros();
    for (int i = 0; i < counts.counts().size(); i++) {
      cumulative += counts.counts().get(i);
      double bound = upper(counts, i) * 1e9;
      assertThat(cumulative)
          .isBetween(
              below(sortedNanos, bound * (1 - PRECISION) - 1),
              below(sortedNanos, bound * (1 + PRECISION) + 1));
    }
    assertThat(cumulative).isEqualTo(sortedNanos.length);
  }

  /** Upper bound of a bucket, seconds. */
  private static double upper(ExponentialCounts counts, int bucket) {
    return Math.pow(2, (counts.offset() + bucket + 1) * Math.pow(2, -counts.scale()));
  }

  private static long below(long[] sorted, double bound) {
    return Arrays.stream(sorted).filter(nanos -> nanos <= bound).count();
  }

  private static Histogram histogram() {
    Histogram histogram = new Histogram(2);
    histogram.setAutoResize(true);
    return histogram;
  }
}
