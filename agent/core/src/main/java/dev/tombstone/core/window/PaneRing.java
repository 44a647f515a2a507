package dev.tombstone.core.window;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The panes of one window, oldest first: whole ones and the one under way.
 *
 * <p>A window answers with every pane that reaches into it, whole: the stretch it covers is the
 * window's length and up to one pane more, and the answer states it. Of a pane that is over the
 * hottest keys are kept; the pane under way has all of its sketch.
 */
public final class PaneRing {
  private final long paneMillis;
  private final int whole;
  private final int keptEntries;
  private final long firstMillis;
  private final ArrayDeque<Pane> over = new ArrayDeque<>();
  private final LivePane live;

  /**
   * What a window answers with.
   *
   * @param startMillis from then on everything is in the panes
   * @param panes oldest first; the last is under way
   * @param paneMillis length of a pane that is over
   */
  public record Content(long startMillis, List<Pane> panes, long paneMillis) {}

  /**
   * A ring.
   *
   * @param paneMillis length of a pane; {@code Long.MAX_VALUE} for one that never ends
   * @param whole panes kept beside the one under way
   * @param entries of the sketch of the pane under way
   * @param keptEntries keys kept of a pane that is over
   */
  PaneRing(long paneMillis, int whole, int entries, int keptEntries, long seed, long nowMillis) {
    this.paneMillis = paneMillis;
    this.whole = whole;
    this.keptEntries = keptEntries;
    firstMillis = nowMillis;
    live = new LivePane(nowMillis, entries, seed);
  }

  /** The pane under way. */
  public LivePane current(long nowMillis) {
    roll(nowMillis);
    return live;
  }

  /** All panes that reach into the window that ends now. */
  Content content(long nowMillis) {
    LivePane present = current(nowMillis);
    return content(present.freeze());
  }

  /** The same, where a shorter pane under way holds what this ring's has not taken over yet. */
  Content contentWith(LivePane shorter, long nowMillis) {
    LivePane present = current(nowMillis);
    return content(present.freezeWith(shorter));
  }

  private Content content(Pane underWay) {
    List<Pane> panes = new ArrayList<>(over);
    panes.add(underWay);
    return new Content(Math.max(firstMillis, oldestKept()), panes, paneMillis);
  }

  /** Whether the pane under way has ended at this moment. */
  boolean isPaneOver(long nowMillis) {
    return nowMillis - live.startMillis() >= paneMillis;
  }

  /** Bytes of all that is about keys. */
  long keyBytes() {
    return live.keyBytes() + over.stream().mapToLong(Pane::keyBytes).sum();
  }

  /** Bytes of all that is about stacks. */
  long stackBytes() {
    return live.stackBytes() + over.stream().mapToLong(pane -> pane.stacks().bytes()).sum();
  }

  private void roll(long nowMillis) {
    if (!isPaneOver(nowMillis)) {
      return;
    }
    long start = live.startMillis();
    over.add(live.freeze(keptEntries));
    live.restart(start + (nowMillis - start) / paneMillis * paneMillis);
    while (!over.isEmpty() && over.getFirst().startMillis() < oldestKept()) {
      over.removeFirst();
    }
  }

  /** Where the oldest pane of a full ring begins. */
  private long oldestKept() {
    return whole == 0 ? firstMillis : live.startMillis() - whole * paneMillis;
  }
}
