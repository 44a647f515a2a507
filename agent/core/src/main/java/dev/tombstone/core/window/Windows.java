package dev.tombstone.core.window;

import dev.tombstone.model.snapshot.Window;

/**
 * The panes of all windows. Whoever uses it holds a lock.
 *
 * <p>Each window's sketch is told of each deletion, batch by batch. How many keys there are, and
 * how often they come, only the shortest panes are told; those of longer ones take it over when a
 * shortest one ends, which is the same to the last key: panes of all lengths end together.
 */
public final class Windows {
  private static final int PANE_ENTRIES = 2_048;
  private static final int KEPT_ENTRIES = 512;
  private static final int WHOLE_RUN_ENTRIES = 4_096;

  /** By the window's ordinal. */
  private final PaneRing[] all;

  private final KeyNames names;
  private final KeyBatch batch = new KeyBatch();
  private long nowMillis;

  /**
   * How many rings have taken the shape of the shortest pane over that has just ended. Where memory
   * was missing for one, the others are not to take it twice.
   */
  private int takenOver;

  /** Empty windows that begin now, of keys by these names. */
  public Windows(KeyNames names, long nowMillis, long seed) {
    this.names = names;
    this.nowMillis = nowMillis;
    all = new PaneRing[Window.values().length];
    all[Window.MINUTE.ordinal()] = ring(10_000, 6, seed);
    all[Window.FIVE_MINUTES.ordinal()] = ring(60_000, 5, seed + 1);
    all[Window.HOUR.ordinal()] = ring(300_000, 12, seed + 2);
    all[Window.ALL.ordinal()] =
        new PaneRing(Long.MAX_VALUE, 0, WHOLE_RUN_ENTRIES, WHOLE_RUN_ENTRIES, seed + 3, nowMillis);
  }

  private PaneRing ring(long paneMillis, int whole, long seed) {
    return new PaneRing(paneMillis, whole, PANE_ENTRIES, KEPT_ENTRIES, seed, nowMillis);
  }

  /** What is added from now on belongs to this moment. */
  public void moveTo(long newMillis) {
    takeIn();
    if (shortest().isPaneOver(newMillis)) {
      LivePane ended = shortest().current(nowMillis);
      while (takenOver < all.length) {
        PaneRing panes = all[takenOver];
        if (panes != shortest()) {
          panes.current(nowMillis).addShape(ended);
        }
        takenOver++;
      }
      LivePane unused = shortest().current(newMillis);
      takenOver = 0;
      for (PaneRing panes : all) {
        unused = panes.current(newMillis);
      }
    }
    nowMillis = newMillis;
  }

  /** The time that the windows have been moved to. */
  public long nowMillis() {
    return nowMillis;
  }

  /** The panes of a window. */
  public PaneRing.Content content(Window window) {
    takeIn();
    PaneRing panes = of(window);
    return panes == shortest()
        ? panes.content(nowMillis)
        : panes.contentWith(shortest().current(nowMillis), nowMillis);
  }

  /** So much detail was lost, and this is the largest ratio shift that was in force. */
  public void addDropped(long weight, int shift) {
    for (PaneRing panes : all) {
      panes.current(nowMillis).addDropped(weight, shift);
    }
  }

  /** So many deletions of a category. */
  public void addDeletions(int category, int shift, long represented) {
    if (batch.isFull()) {
      takeIn();
    }
    batch.addDeletions(category, shift, represented);
  }

  /**
   * The key of a deletion that {@link #addDeletions} was told of, by its identity; answers how
   * often it has come of late.
   */
  public int addKey(long hash, int category, int shift, boolean miss) {
    if (batch.isFull()) {
      takeIn();
    }
    return batch.addKey(hash, category, shift, miss);
  }

  /** Deletions at a call site. */
  public void addSite(int site, int shift, long represented, boolean miss) {
    for (PaneRing panes : all) {
      panes.current(nowMillis).addSite(site, shift, represented, miss);
    }
  }

  /** Deletions with a stack. */
  public void addStack(int stack, long represented, boolean miss) {
    for (PaneRing panes : all) {
      panes.current(nowMillis).addStack(stack, represented, miss);
    }
  }

  /** Bytes held in all. */
  public long bytes() {
    long bytes = KeyBatch.bytes();
    for (PaneRing panes : all) {
      bytes += panes.keyBytes() + panes.stackBytes();
    }
    return bytes;
  }

  /** Of these, bytes held for the keys of a window. */
  public long keyBytes(Window window) {
    return of(window).keyBytes();
  }

  private void takeIn() {
    if (batch.isEmpty()) {
      return;
    }
    try {
      for (PaneRing panes : all) {
        panes.current(nowMillis).add(batch);
      }
      shortest().current(nowMillis).addShape(batch, names);
    } finally {
      // Where memory was missing half way, nothing is to count twice.
      batch.clear();
    }
  }

  private PaneRing shortest() {
    return of(Window.MINUTE);
  }

  PaneRing of(Window window) {
    return all[window.ordinal()];
  }
}
