package dev.tombstone.hook;

import java.util.concurrent.atomic.AtomicInteger;
import jdk.internal.vm.annotation.DontInline;

/**
 * Which rows of a {@link ThreadCell} are those of map classes past the first {@value
 * ThreadCell#MAP_CLASSES}. Such a class gets a row in a cell when that cell's owner first deletes
 * from one of its maps, so that a cell is no larger than what its owners use.
 *
 * <p>The owner writes; all read, racily: a row that is not seen yet holds nothing that the reader
 * had to see. All cells together have {@value #MOST} such rows; past that the shared counts are
 * used.
 */
final class LaterRows {
  /** Of 144 bytes each. */
  static final int MOST = 65_536;

  /** Class has no row. */
  static final int NONE = -1;

  private static final AtomicInteger MADE = new AtomicInteger();
  private static final char[] NO_ROWS = {};

  /** By the class's index past the first ones; 0 is none. */
  private volatile char[] rows = NO_ROWS;

  /** The owner only. */
  private int next = ThreadCell.MAP_CLASSES;

  /** The row of the class with this index, or {@link #NONE}. */
  int rowOf(int mapIndex) {
    char[] all = rows;
    int place = mapIndex - ThreadCell.MAP_CLASSES;
    int row = place >= 0 && place < all.length ? all[place] : 0;
    return row == 0 ? NONE : row;
  }

  /** The same, made if there may be one; the owner only. */
  @DontInline
  int madeFor(int mapIndex) {
    int place = mapIndex - ThreadCell.MAP_CLASSES;
    int present = rowOf(mapIndex);
    if (present != NONE || place < 0 || MADE.get() >= MOST) {
      return present;
    }
    char[] all = rows;
    if (place >= all.length) {
      char[] grown = new char[Math.max(place + 1, all.length * 2)];
      System.arraycopy(all, 0, grown, 0, all.length);
      all = grown;
      rows = all;
    }
    int unused = MADE.incrementAndGet();
    int row = next;
    next = row + 1;
    all[place] = (char) row;
    return row;
  }

  /** All cells begin anew. */
  static void forget() {
    MADE.set(0);
  }
}
