package dev.tombstone.model.snapshot;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts of durations in buckets whose bounds grow by a fixed factor, as OpenTelemetry's base-2
 * exponential histograms have them: bucket {@code i} holds what is above {@code b^i} seconds and at
 * most {@code b^(i+1)}, where {@code b} is 2 to the power of {@code 2^-scale}.
 *
 * @param scale buckets to a doubling, as a power of two; may be negative
 * @param offset index of the first bucket
 * @param counts by bucket, without gaps
 * @param zeros durations of 0
 */
public record ExponentialCounts(int scale, int offset, List<Long> counts, long zeros) {
  /** Of nothing, at this scale. */
  public static ExponentialCounts none(int scale) {
    return new ExponentialCounts(scale, 0, List.of(), 0);
  }

  /** These and others of the same scale. */
  public ExponentialCounts plus(ExponentialCounts other) {
    if (other.scale != scale) {
      throw new IllegalArgumentException("scales differ: " + scale + ", " + other.scale);
    }
    if (counts.isEmpty() || other.counts.isEmpty()) {
      ExponentialCounts filled = counts.isEmpty() ? other : this;
      return new ExponentialCounts(scale, filled.offset, filled.counts, zeros + other.zeros);
    }
    int first = Math.min(offset, other.offset);
    int end = Math.max(offset + counts.size(), other.offset + other.counts.size());
    List<Long> sums = new ArrayList<>(end - first);
    for (int index = first; index < end; index++) {
      sums.add(at(index) + other.at(index));
    }
    return new ExponentialCounts(scale, first, List.copyOf(sums), zeros + other.zeros);
  }

  /**
   * The same in at most so many buckets: neighbours are put together until they fit.
   *
   * @param buckets at least 2: those on either side of 1 second are never put together
   */
  public ExponentialCounts atMost(int buckets) {
    if (buckets < 2) {
      throw new IllegalArgumentException("buckets out of range: " + buckets);
    }
    ExponentialCounts fitting = this;
    while (fitting.counts.size() > buckets) {
      fitting = fitting.halved();
    }
    return fitting;
  }

  private ExponentialCounts halved() {
    int first = offset >> 1;
    int last = (offset + counts.size() - 1) >> 1;
    List<Long> pairs = new ArrayList<>(last - first + 1);
    for (int index = first; index <= last; index++) {
      pairs.add(at(2 * index) + at(2 * index + 1));
    }
    return new ExponentialCounts(scale - 1, first, List.copyOf(pairs), zeros);
  }

  private long at(int index) {
    return index >= offset && index < offset + counts.size() ? counts.get(index - offset) : 0;
  }
}
