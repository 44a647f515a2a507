package dev.tombstone.model.snapshot;

/**
 * A latency distribution in a few numbers, all in nanoseconds.
 *
 * @param samples deletions measured
 * @param p50Nanos median
 * @param p99Nanos 99th percentile
 * @param p999Nanos 99.9th percentile
 * @param maxNanos largest
 */
public record Latency(long samples, long p50Nanos, long p99Nanos, long p999Nanos, long maxNanos) {}
