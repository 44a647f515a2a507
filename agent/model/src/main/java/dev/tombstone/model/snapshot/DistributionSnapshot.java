package dev.tombstone.model.snapshot;

import java.time.Instant;
import java.util.List;

/**
 * How many keys were deleted how often, as {@code /hotkeys/distribution} answers it.
 *
 * @param window {@code 1m}, {@code 5m}, {@code 1h} or {@code all}
 * @param start first instant covered
 * @param end last instant covered
 * @param sampleRatio lowest sampling probability in force during the window
 * @param deletions deletion attempts in the window, estimated from the sample
 * @param distinctKeys distinct keys, estimated
 * @param frequencies by doubling threshold; those that the sampling ratio says nothing of are left
 *     out
 */
public record DistributionSnapshot(
    String window,
    Instant start,
    Instant end,
    double sampleRatio,
    long deletions,
    long distinctKeys,
    List<Frequency> frequencies) {
  /**
   * One threshold.
   *
   * @param atLeast deletions of a key
   * @param keys how many keys were deleted that often, estimated
   * @param lower at least so many keys
   * @param upper and at most
   */
  public record Frequency(long atLeast, long keys, long lower, long upper) {}
}
