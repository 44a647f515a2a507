package dev.tombstone.core.query;

import dev.tombstone.core.window.Pane;
import dev.tombstone.core.window.PaneRing;
import dev.tombstone.core.window.Stretch;
import dev.tombstone.model.sketch.DistinctCounter;
import dev.tombstone.model.sketch.Frequencies;
import dev.tombstone.model.sketch.KeyInterval;
import dev.tombstone.model.sketch.KeyMerge;
import dev.tombstone.model.snapshot.DistributionSnapshot;
import dev.tombstone.model.snapshot.DistributionSnapshot.Frequency;
import dev.tombstone.model.snapshot.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * How many keys were deleted at least 1, 2, 4, 8, … times.
 *
 * <p>Rare keys are counted by the hash-sampled ones, frequent keys by the hot-key sketch: where a
 * threshold is above what a key outside of the sketch can have had, the sketch knows every key
 * there. While deletions are sampled with p, nothing is said of fewer than {@value #SAMPLES_NEEDED}
 * / p deletions, a count known to a third.
 */
public final class DistributionQuery {
  private static final int SAMPLES_NEEDED = 8;

  private DistributionQuery() {}

  /** How the weight of a window is spread over its keys. */
  public static DistributionSnapshot answer(
      Window window, PaneRing.Content content, Stretch stretch) {
    KeyMerge merge = new KeyMerge();
    DistinctCounter distinct = new DistinctCounter();
    List<Frequencies> parts = new ArrayList<>();
    long deletions = 0;
    int shift = 0;
    for (Pane pane : content.panes()) {
      merge.add(pane.keys(), 1L << pane.maxRatioShift(), pane.dropped(), category -> 0);
      distinct.merge(pane.distinct());
      parts.add(pane.frequencies());
      deletions += pane.deletions();
      shift = Math.max(shift, pane.maxRatioShift());
    }
    Frequencies sampled = Frequencies.sum(parts);
    List<KeyInterval> hot =
        merge.top(Integer.MAX_VALUE, distinct.estimate()).stream()
            .map(KeyMerge.Row::interval)
            .toList();
    List<Frequency> rows = new ArrayList<>();
    for (long least = shift == 0 ? 1 : (long) SAMPLES_NEEDED << shift; ; least *= 2) {
      KeyInterval keys =
          least > merge.unseenMost() ? fromSketch(hot, least) : sampled.keysWithAtLeast(least);
      if (keys.upper() == 0 || least > deletions) {
        break;
      }
      rows.add(new Frequency(least, keys.estimate(), keys.lower(), keys.upper()));
    }
    return new DistributionSnapshot(
        window.id(),
        stretch.start(),
        stretch.end(),
        1.0 / (1L << shift),
        deletions,
        distinct.estimate(),
        List.copyOf(rows));
  }

  private static KeyInterval fromSketch(List<KeyInterval> hot, long least) {
    return new KeyInterval(
        hot.stream().filter(key -> key.lower() >= least).count(),
        hot.stream().filter(key -> key.estimate() >= least).count(),
        hot.stream().filter(key -> key.upper() >= least).count());
  }
}
