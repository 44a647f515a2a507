package dev.tombstone.hook.watch;

import dev.tombstone.hook.RemovalHook;
import dev.tombstone.hook.ThreadCell;
import dev.tombstone.hook.ThreadCells;

/**
 * How many mutating operations the application's threads do, counted now and then for a moment:
 * each thread counts its own in its {@link ThreadCell}, and the first that has counted enough ends
 * the count. Begun and asked for by one agent thread.
 */
public final class OperationCount {
  private static final long SECOND_NANOS = 1_000_000_000L;

  /** Number of the count under way, or of the last one. */
  private static volatile int number;

  private static volatile int most;

  /** {@link RemovalHook#nanos} of the first operation counted, and of the end; 0: none yet. */
  private static volatile long began;

  private static volatile long ended;

  private OperationCount() {}

  /** Begins a count, to {@code most} operations of one thread. */
  static void begin(int newMost) {
    most = newMost;
    began = 0;
    ended = 0;
    number++;
  }

  /** Counts one operation of this thread; true if that is enough. */
  static boolean one() {
    ThreadCell mine = ThreadCells.mine();
    if (mine == null) {
      return false;
    }
    int counted = mine.countOperation(number);
    if (counted == 1 && began == 0) {
      began = RemovalHook.nanos();
    }
    if (counted != most) {
      return false;
    }
    ended = RemovalHook.nanos();
    return true;
  }

  /** Operations a second in the last count, which has ended; -1 if that cannot be said. */
  static long perSecond() {
    long first = began;
    if (first == 0) {
      return 0;
    }
    long last = ended == 0 ? RemovalHook.nanos() : ended;
    return last <= first
        ? -1
        : Math.round(
            (double) ThreadCells.countedOperations(number) * SECOND_NANOS / (last - first));
  }
}
