package dev.tombstone.core.window;

import dev.tombstone.core.detect.framework.SiteCounts;
import dev.tombstone.model.snapshot.Code;

/** Calls that were recorded, and what they stand for. */
final class CallCounts {
  private long calls;
  private long recorded;
  private long hits;

  /** A recorded call that stands for this many. */
  void add(long weight, boolean hit) {
    calls += weight;
    recorded++;
    hits += hit ? 1 : 0;
  }

  /** What they come to. */
  SiteCounts.Counts counts(double meanNanos, boolean ofTheLine, Code code) {
    return new SiteCounts.Counts(calls, recorded, hits, meanNanos, ofTheLine, code);
  }
}
