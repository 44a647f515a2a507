package dev.tombstone.model.snapshot;

import java.util.ArrayList;
import java.util.List;

/**
 * Latency of sampled deletions from one map class since start, in buckets.
 *
 * @param map runtime class of the map
 * @param count deletions measured
 * @param sumSeconds sum of their durations
 * @param upperBoundsSeconds inclusive upper bounds, ascending, without infinity
 * @param cumulativeCounts deletions at or below each bound, same length
 * @param exponential the same durations in finer buckets
 * @param p50Nanos half took at most this
 * @param p99Nanos 99 of 100 took at most this
 * @param p999Nanos 999 of 1000 took at most this
 */
public record LatencyHistogram(
    String map,
    long count,
    double sumSeconds,
    List<Double> upperBoundsSeconds,
    List<Long> cumulativeCounts,
    ExponentialCounts exponential,
    long p50Nanos,
    long p99Nanos,
    long p999Nanos) {
  /** The same under another name. */
  public LatencyHistogram as(String name) {
    return new LatencyHistogram(
        name,
        count,
        sumSeconds,
        upperBoundsSeconds,
        cumulativeCounts,
        exponential,
        p50Nanos,
        p99Nanos,
        p999Nanos);
  }

  /** This and another with the same bounds, added up; of the quantiles the larger. */
  public LatencyHistogram plus(LatencyHistogram other) {
    List<Long> sums = new ArrayList<>();
    for (int i = 0; i < cumulativeCounts.size(); i++) {
      sums.add(cumulativeCounts.get(i) + other.cumulativeCounts.get(i));
    }
    return new LatencyHistogram(
        map,
        count + other.count,
        sumSeconds + other.sumSeconds,
        upperBoundsSeconds,
        List.copyOf(sums),
        exponential.plus(other.exponential),
        Math.max(p50Nanos, other.p50Nanos),
        Math.max(p99Nanos, other.p99Nanos),
        Math.max(p999Nanos, other.p999Nanos));
  }
}
