package dev.tombstone.core.aggregate;

import dev.tombstone.core.sketch.DistinctCounter;
import dev.tombstone.core.sketch.HotKeySketch;
import java.util.Arrays;

/** A stretch of time with all that was seen in it. */
final class Pane {
  final long startMillis;
  final HotKeySketch keys;
  final DistinctCounter distinct = new DistinctCounter();

  /** Deletion attempts, weighted: entries removed plus misses. */
  long deletions;

  int maxRatioShift;
  int maxStackShift;
  private long[] siteWeights = new long[16];
  private long[] siteMisses = new long[16];

  Pane(long startMillis, int entries, long seed) {
    this.startMillis = startMillis;
    keys = new HotKeySketch(entries, seed);
  }

  void addSite(int site, long weight, boolean miss) {
    if (site >= siteWeights.length) {
      int length = Math.max(site + 1, siteWeights.length * 2);
      siteWeights = Arrays.copyOf(siteWeights, length);
      siteMisses = Arrays.copyOf(siteMisses, length);
    }
    siteWeights[site] += weight;
    if (miss) {
      siteMisses[site] += weight;
    }
  }

  long siteWeight(int site) {
    return site < siteWeights.length ? siteWeights[site] : 0;
  }

  long siteMisses(int site) {
    return site < siteMisses.length ? siteMisses[site] : 0;
  }
}
