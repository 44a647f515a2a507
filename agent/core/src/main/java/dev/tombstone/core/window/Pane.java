package dev.tombstone.core.window;

import dev.tombstone.model.sketch.DistinctCounter;
import dev.tombstone.model.sketch.Frequencies;
import dev.tombstone.model.sketch.KeySummary;

/**
 * A stretch of time with all that was seen in it; not changed any more.
 *
 * @param startMillis wall time
 * @param deletions attempts, weighted: entries removed plus misses
 * @param dropped those of them of which nothing else is known
 * @param maxRatioShift the least sampling probability was 2<sup>-maxRatioShift</sup>
 * @param maxStackShift the same of stacks
 */
public record Pane(
    long startMillis,
    KeySummary keys,
    DistinctCounter distinct,
    Frequencies frequencies,
    SiteTotals sites,
    SiteTotals stacks,
    long deletions,
    long dropped,
    int maxRatioShift,
    int maxStackShift) {
  /** Bytes of all that is about keys. */
  long keyBytes() {
    return keys.bytes() + DistinctCounter.REGISTERS + frequencies.bytes();
  }
}
