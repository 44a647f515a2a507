package dev.tombstone.core.detect.framework;

import org.jspecify.annotations.Nullable;

/** What is known of call sites from the sampled deletions. */
public interface SiteCounts {
  /**
   * Calls at one site since it was first seen.
   *
   * @param calls estimated number
   * @param recorded how many of them were recorded
   * @param hits how many of the recorded ones removed something
   * @param meanNanos mean time a call took, nanoseconds; 0 if none was timed
   */
  record Counts(long calls, long recorded, long hits, double meanNanos) {}

  /**
   * The counts of a site.
   *
   * @param frame first application frame, as {@code FrameText} has it
   * @param mapClass name of the map's class
   * @param operation code of the operation
   */
  @Nullable Counts of(String frame, String mapClass, int operation);
}
