package dev.tombstone.hook;

import dev.tombstone.hook.jdk.ArrayLayout;
import dev.tombstone.hook.row.Rows;
import dev.tombstone.hook.thread.AgentThreads;
import dev.tombstone.hook.watch.OperationCount;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.DontInline;
import org.jspecify.annotations.Nullable;

/**
 * Which cell is the calling thread's: a table of {@value #SLOTS}, the place from the thread's id,
 * with a few more to try. Cells are made as threads need them.
 *
 * <p>When a cell's owner has ended another thread takes it over, counts and all: what matters is
 * the sum over cells. {@link Thread#isAlive} returning false happens after everything the owner
 * did, so nothing is lost between the two. A thread that finds no cell (more live threads than
 * cells: a million virtual ones, say) counts in shared counts instead, exactly but slower; memory
 * is bounded by the table.
 */
public final class ThreadCells {
  private static final int SLOTS = 1_024;
  private static final int MASK = SLOTS - 1;
  private static final int PROBES = 8;

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /**
   * Where a thread keeps its id. Not read by {@code getId()}, which is the application's code where
   * a thread class overrides it, nor is the identity hash used, slow while a thread is waited for.
   */
  private static final long ID_OFFSET = UNSAFE.objectFieldOffset(Thread.class, "tid");

  /**
   * Once a slot has a cell it keeps it, or gets another at the end of a run. The one place where a
   * cell is known: put here it is found and summed, whatever happens to the thread afterwards.
   *
   * <p>A thread looks for its own cell by plain reads, for it finds what it put or claimed itself;
   * all others read and write as volatile.
   */
  private static final @Nullable ThreadCell[] TABLE = new @Nullable ThreadCell[SLOTS];

  private static final int BLOCK = 64;

  /**
   * Which blocks of slots may have cells: what a sum looks at. Written plainly before the cell is
   * published, and never taken back.
   */
  private static final boolean[] USED = new boolean[SLOTS / BLOCK];

  private ThreadCells() {}

  /** The calling thread's cell where it is looked for first, or null: {@link #mine} then. */
  public static @Nullable ThreadCell mineAtOnce() {
    Thread thread = Thread.currentThread();
    ThreadCell cell = TABLE[(int) idOf(thread) & MASK];
    return cell != null && cell.owner == thread ? cell : null;
  }

  /**
   * The calling thread's cell, claimed if need be; null if there is none to have, and always for an
   * agent thread.
   */
  public static @Nullable ThreadCell mine() {
    ThreadCell cell = mineAtOnce();
    return cell != null ? cell : find(Thread.currentThread());
  }

  /**
   * The calling thread's cell, in which {@link ThreadCell#observing} is set from now on and until
   * the caller unsets it; null if the thread is not observed or is inside an observer.
   */
  public static @Nullable ThreadCell beginObserving() {
    ThreadCell mine = mine();
    return mine != null && mine.beginObserving() ? mine : null;
  }

  /** The thread's id, as {@code getId} would say if no subclass overrode it. */
  public static long idOf(Thread thread) {
    return UNSAFE.getLong(thread, ID_OFFSET);
  }

  /** What all cells have counted of maps of this class by the operation, as a row does. */
  static long count(int classIndex, int operation, int what) {
    long sum = 0;
    for (ThreadCell cell = from(0); cell != null; cell = from(cell.slot + 1)) {
      sum += cell.rows.count(classIndex, operation, what);
    }
    return sum;
  }

  /** Operations shown to observers by all owners so far. */
  public static long observed() {
    long sum = 0;
    for (ThreadCell cell = from(0); cell != null; cell = from(cell.slot + 1)) {
      sum += cell.observed();
    }
    return sum;
  }

  /** Operations that all owners counted in this {@link OperationCount}. */
  public static long countedOperations(int number) {
    long sum = 0;
    for (ThreadCell cell = from(0); cell != null; cell = from(cell.slot + 1)) {
      sum += cell.countedOperations(number);
    }
    return sum;
  }

  /** Forgets owners that have ended, so that no dead thread is kept from collection. */
  static void releaseDead() {
    for (ThreadCell cell = from(0); cell != null; cell = from(cell.slot + 1)) {
      cell.releaseIfDead();
    }
  }

  /**
   * A thread other than this that removed from the map between the two counts, as far as its cell
   * tells; read racily. Null if none is known.
   */
  public static @Nullable Thread otherRemover(Object map, int expected, int now) {
    Thread mine = Thread.currentThread();
    for (ThreadCell cell = from(0); cell != null; cell = from(cell.slot + 1)) {
      Thread owner = cell.owner;
      if (owner != null && owner != mine && cell.removals.ownOf(map, expected, now) > 0) {
        return owner;
      }
    }
    return null;
  }

  /** Whether the map is the one that a thread other than this removed from last; read racily. */
  public static boolean othersRemoveFrom(Object map) {
    Thread mine = Thread.currentThread();
    for (ThreadCell cell = from(0); cell != null; cell = from(cell.slot + 1)) {
      if (cell.owner != mine && cell.removals.isOf(map)) {
        return true;
      }
    }
    return false;
  }

  /** Lets go of the maps that owners removed from. */
  public static void forgetRuns() {
    for (ThreadCell cell = from(0); cell != null; cell = from(cell.slot + 1)) {
      cell.removals.forget();
    }
  }

  /** Lets go of the maps that owners loop over. */
  public static void forgetLoops() {
    for (ThreadCell cell = from(0); cell != null; cell = from(cell.slot + 1)) {
      cell.loop.forget();
    }
  }

  /**
   * Puts a new cell in the place of each: counts of 0 without an owner. A thread in the middle of
   * something goes on with its old one, which nobody reads any more.
   */
  static void retire() {
    Rows.forget();
    for (ThreadCell old = from(0); old != null; old = from(old.slot + 1)) {
      ThreadCell made = new ThreadCell(old.slot);
      UNSAFE.putReferenceVolatile(TABLE, ArrayLayout.ofReference(old.slot), made);
      old.retire();
    }
  }

  @DontInline
  private static @Nullable ThreadCell find(Thread thread) {
    if (AgentThreads.isCurrent()) {
      return null;
    }
    int first = (int) idOf(thread) & MASK;
    for (int i = first; i < first + PROBES; i++) {
      ThreadCell cell = at(i & MASK);
      if (cell != null && cell.isClaimedBy(thread)) {
        return cell;
      }
    }
    // A thread keeps its open scopes where they were opened.
    return ScopeStack.withoutCell() == null ? claim(thread, first) : null;
  }

  private static @Nullable ThreadCell claim(Thread thread, int first) {
    for (int i = first; i < first + PROBES; i++) {
      ThreadCell cell = madeAt(i & MASK);
      if (cell.claim(thread)) {
        return cell;
      }
    }
    return null;
  }

  private static ThreadCell madeAt(int slot) {
    ThreadCell cell = at(slot);
    if (cell != null) {
      return cell;
    }
    ThreadCell made = new ThreadCell(slot);
    USED[slot / BLOCK] = true;
    Object before =
        UNSAFE.compareAndExchangeReference(TABLE, ArrayLayout.ofReference(slot), null, made);
    return before == null ? made : (ThreadCell) before;
  }

  /** The cell in this slot, or the first one after it; null past the last. */
  private static @Nullable ThreadCell from(int slot) {
    int next = slot;
    while (next < SLOTS) {
      ThreadCell cell = USED[next / BLOCK] ? at(next) : null;
      if (cell != null) {
        return cell;
      }
      next = USED[next / BLOCK] ? next + 1 : (next / BLOCK + 1) * BLOCK;
    }
    return null;
  }

  private static @Nullable ThreadCell at(int slot) {
    return (ThreadCell) UNSAFE.getReferenceVolatile(TABLE, ArrayLayout.ofReference(slot));
  }
}
