package dev.tombstone.core.aggregate;

import dev.tombstone.core.sketch.DistinctCounter;
import dev.tombstone.core.sketch.HotKeySketch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The panes of one window, oldest first: whole ones and the one under way.
 *
 * <p>A window answers with every pane that reaches into it, whole: the stretch it covers is the
 * window's length and up to one pane more, and the answer states it.
 */
final class PaneRing {
  private final long paneMillis;
  private final int whole;
  private final int entries;
  private final long seed;
  private final ArrayDeque<Pane> panes = new ArrayDeque<>();

  /**
   * A ring.
   *
   * @param paneMillis length of a pane; {@code Long.MAX_VALUE} for one that never ends
   * @param whole panes kept beside the one under way
   * @param entries of each pane's sketch
   */
  PaneRing(long paneMillis, int whole, int entries, long seed, long nowMillis) {
    this.paneMillis = paneMillis;
    this.whole = whole;
    this.entries = entries;
    this.seed = seed;
    panes.add(new Pane(nowMillis, entries, seed));
  }

  /** The pane under way. */
  Pane current(long nowMillis) {
    roll(nowMillis);
    return panes.getLast();
  }

  /** All panes that reach into the window that ends now. */
  List<Pane> covering(long nowMillis) {
    roll(nowMillis);
    return new ArrayList<>(panes);
  }

  long bytes() {
    return panes.size() * (HotKeySketch.bytes(entries) + DistinctCounter.REGISTERS);
  }

  private void roll(long nowMillis) {
    long start = panes.getLast().startMillis;
    if (nowMillis - start < paneMillis) {
      return;
    }
    long next = start + (nowMillis - start) / paneMillis * paneMillis;
    panes.add(new Pane(next, entries, seed ^ next));
    while (panes.size() > 1
        && (panes.size() > whole + 1 || endOfFirst() <= nowMillis - whole * paneMillis)) {
      panes.removeFirst();
    }
  }

  private long endOfFirst() {
    return panes.getFirst().startMillis + paneMillis;
  }
}
