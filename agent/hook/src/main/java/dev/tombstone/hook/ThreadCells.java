package dev.tombstone.hook;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
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
 * cells: a million virtual ones, say) counts with shared adders instead, exactly but slower; memory
 * is bounded by the table.
 */
final class ThreadCells {
  private static final int SLOTS = 1_024;
  private static final int MASK = SLOTS - 1;
  private static final int PROBES = 8;

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /**
   * Where a thread keeps its id. Not read by {@code getId()}, which is the application's code where
   * a thread class overrides it, nor is the identity hash used, slow while a thread is waited for.
   */
  private static final long ID_OFFSET = UNSAFE.objectFieldOffset(Thread.class, "tid");

  /** Once a slot has a cell it keeps it, or gets another at the end of a run. */
  private static final AtomicReferenceArray<@Nullable ThreadCell> TABLE =
      new AtomicReferenceArray<>(SLOTS);

  /** The same cells, to be read plainly: each owner puts its own there as it claims it. */
  private static final @Nullable ThreadCell[] CELLS = new @Nullable ThreadCell[SLOTS];

  /** The cells there are, in order of their making: what a sum has to look at. */
  private static final AtomicReferenceArray<@Nullable ThreadCell> MADE =
      new AtomicReferenceArray<>(SLOTS);

  private static final AtomicInteger MADE_COUNT = new AtomicInteger();

  // These arrays work by VarHandles, which link themselves at the first use of each method: now,
  // and
  // not in the middle of somebody's deletion.
  static {
    MADE.set(0, TABLE.compareAndExchange(0, null, null));
    MADE.get(0);
  }

  private ThreadCells() {}

  /** The calling thread's cell where it is looked for first, or null: {@link #mine} then. */
  static @Nullable ThreadCell mineAtOnce() {
    Thread thread = Thread.currentThread();
    ThreadCell cell = CELLS[(int) idOf(thread) & MASK];
    return cell != null && cell.owner == thread ? cell : null;
  }

  /**
   * The calling thread's cell, claimed if need be; null if there is none to have, and always for an
   * agent thread.
   */
  static @Nullable ThreadCell mine() {
    ThreadCell cell = mineAtOnce();
    return cell != null ? cell : find(Thread.currentThread());
  }

  /** The thread's id, as {@code getId} would say if no subclass overrode it. */
  static long idOf(Thread thread) {
    return UNSAFE.getLong(thread, ID_OFFSET);
  }

  /** Sum of a count over all cells. */
  static long sum(int word) {
    long sum = 0;
    int made = MADE_COUNT.get();
    for (int i = 0; i < made; i++) {
      ThreadCell cell = MADE.get(i);
      if (cell != null) {
        sum += cell.get(word);
      }
    }
    return sum;
  }

  /** Operations shown to observers by all owners so far. */
  static long observed() {
    long sum = 0;
    int made = MADE_COUNT.get();
    for (int i = 0; i < made; i++) {
      ThreadCell cell = MADE.get(i);
      sum += cell == null ? 0 : cell.observed();
    }
    return sum;
  }

  /** Operations that all owners counted in this {@link OperationCount}. */
  static long countedOperations(int number) {
    long sum = 0;
    int made = MADE_COUNT.get();
    for (int i = 0; i < made; i++) {
      ThreadCell cell = MADE.get(i);
      sum += cell == null ? 0 : cell.countedOperations(number);
    }
    return sum;
  }

  /** Forgets owners that have ended, so that no dead thread is kept from collection. */
  static void releaseDead() {
    int made = MADE_COUNT.get();
    for (int i = 0; i < made; i++) {
      ThreadCell cell = MADE.get(i);
      if (cell != null) {
        cell.releaseIfDead();
      }
    }
  }

  /**
   * A thread other than this that removed from the map between the two counts, as far as its cell
   * tells; read racily. Null if none is known.
   */
  static @Nullable Thread otherRemover(Object map, int expected, int now) {
    Thread mine = Thread.currentThread();
    int made = MADE_COUNT.get();
    for (int i = 0; i < made; i++) {
      ThreadCell cell = MADE.get(i);
      Thread owner = cell == null ? null : cell.owner;
      if (owner != null && owner != mine && cell.removals.ownOf(map, expected, now) > 0) {
        return owner;
      }
    }
    return null;
  }

  /** Whether the map is the one that a thread other than this removed from last; read racily. */
  static boolean othersRemoveFrom(Object map) {
    Thread mine = Thread.currentThread();
    int made = MADE_COUNT.get();
    for (int i = 0; i < made; i++) {
      ThreadCell cell = MADE.get(i);
      if (cell != null && cell.owner != mine && cell.removals.isOf(map)) {
        return true;
      }
    }
    return false;
  }

  /** Lets go of the maps that owners removed from. */
  static void forgetRuns() {
    int made = MADE_COUNT.get();
    for (int i = 0; i < made; i++) {
      ThreadCell cell = MADE.get(i);
      if (cell != null) {
        cell.removals.forget();
      }
    }
  }

  /**
   * Puts a new cell in the place of each: counts of 0 without an owner. A thread in the middle of
   * something goes on with its old one, which nobody reads any more.
   */
  static void retire() {
    int made = MADE_COUNT.get();
    for (int i = 0; i < made; i++) {
      ThreadCell old = MADE.get(i);
      if (old != null) {
        ThreadCell fresh = new ThreadCell(old.slot);
        TABLE.set(old.slot, fresh);
        MADE.set(i, fresh);
        CELLS[old.slot] = null;
        old.retire();
      }
    }
  }

  @DontInline
  private static @Nullable ThreadCell find(Thread thread) {
    if (AgentThreads.isCurrent()) {
      return null;
    }
    int first = (int) idOf(thread) & MASK;
    for (int i = first; i < first + PROBES; i++) {
      ThreadCell cell = TABLE.get(i & MASK);
      if (cell != null && cell.owner == thread) {
        CELLS[i & MASK] = cell;
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
        CELLS[i & MASK] = cell;
        return cell;
      }
    }
    return null;
  }

  private static ThreadCell madeAt(int slot) {
    ThreadCell cell = TABLE.get(slot);
    if (cell != null) {
      return cell;
    }
    ThreadCell made = new ThreadCell(slot);
    ThreadCell before = TABLE.compareAndExchange(slot, null, made);
    if (before != null) {
      return before;
    }
    MADE.set(MADE_COUNT.getAndIncrement(), made);
    return made;
  }
}
