package dev.tombstone.core.snapshot;

import java.util.List;

/**
 * Latency of sampled deletions from one map class since start, in buckets.
 *
 * @param map runtime class of the map
 * @param count deletions measured
 * @param sumSeconds sum of their durations
 * @param upperBoundsSeconds inclusive upper bounds, ascending, without infinity
 * @param cumulativeCounts deletions at or below each bound, same length
 */
public record LatencyHistogram(
    String map,
    long count,
    double sumSeconds,
    List<Double> upperBoundsSeconds,
    List<Long> cumulativeCounts) {}
