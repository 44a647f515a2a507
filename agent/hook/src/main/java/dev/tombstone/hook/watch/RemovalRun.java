package dev.tombstone.hook.watch;

import org.jspecify.annotations.Nullable;

/**
 * The latest removals of one thread from one map, with no other change of that map among them: each
 * raised {@code modCount} by one, so the run is the interval of that count. It tells, when a loop
 * finds its map changed, how much of the change was this thread's own removals.
 *
 * <p>The owner alone writes, but for {@link #forget}: the map may be taken out at any moment by
 * another thread, and then the run explains nothing. Others read racily whose map it is.
 */
public final class RemovalRun {
  private static final int MOVES = 64;

  private @Nullable Object map;
  private int from;
  private int to;

  /** Entries that removals of this run moved within a table: {@code modCount}, from, to. */
  private int[] moves = {};

  private int moved;

  /** Since this count not every move is known. */
  private int movesLostAt;

  private boolean movesLost;

  /** One entry, or by {@code clear} all, left the map; {@code modCount} is that after it. */
  void add(Object changed, int modCount) {
    if (map == changed && to == modCount - 1) {
      to = modCount;
      return;
    }
    from = modCount - 1;
    to = modCount;
    moved = 0;
    movesLost = false;
    if (map != changed) {
      map = changed;
    }
  }

  /** Whether it is of this map. */
  public boolean isOf(Object other) {
    return map == other;
  }

  /** How many of the changes between the two counts are known to be removals of this thread. */
  public int ownOf(Object changed, int expected, int now) {
    if (map != changed) {
      return 0;
    }
    int low = from - expected > 0 ? from : expected;
    int high = to - now < 0 ? to : now;
    return Math.max(high - low, 0);
  }

  /** The latest removal moved an entry within the table. */
  void moved(Object changed, int fromIndex, int toIndex) {
    if (map != changed) {
      return;
    }
    if (moves.length == 0) {
      moves = new int[MOVES];
    }
    if (moved + 3 > MOVES) {
      losesMoves(changed);
      return;
    }
    moves[moved++] = to;
    moves[moved++] = fromIndex;
    moves[moved++] = toIndex;
  }

  /** The latest removal may have moved entries that nobody tells of. */
  void losesMoves(Object changed) {
    if (map == changed) {
      movesLost = true;
      movesLostAt = to;
    }
  }

  /**
   * How many entries were moved from behind the index to it or before it after the count was {@code
   * expected}; {@link IterationObserver#UNKNOWN} if that cannot be told.
   */
  int movedBefore(Object changed, int expected, int index) {
    if (map != changed || (movesLost && movesLostAt - expected > 0)) {
      return IterationObserver.UNKNOWN;
    }
    int crossed = 0;
    for (int i = 0; i < moved; i += 3) {
      if (moves[i] - expected > 0) {
        if (moves[i + 1] <= index && moves[i + 2] > index) {
          return IterationObserver.UNKNOWN;
        }
        if (moves[i + 1] > index && moves[i + 2] <= index) {
          crossed++;
        }
      }
    }
    return crossed;
  }

  /** Lets go of the map. */
  public void forget() {
    map = null;
  }
}
