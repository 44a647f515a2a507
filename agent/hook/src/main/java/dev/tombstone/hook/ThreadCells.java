package dev.tombstone.hook;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.DontInline;
import org.jspecify.annotations.Nullable;

/**
 * Which cell is the calling thread's: a table of {@value #SLOTS}, the place from the thread's id,
 * with a few more to try.
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

  private static final ThreadCell[] CELLS = new ThreadCell[SLOTS];

  /** The cells that some thread has had, in order of first use: what a sum has to look at. */
  private static final AtomicReferenceArray<@Nullable ThreadCell> USED =
      new AtomicReferenceArray<>(SLOTS);

  private static final AtomicInteger USED_COUNT = new AtomicInteger();

  static {
    for (int slot = 0; slot < SLOTS; slot++) {
      CELLS[slot] = new ThreadCell();
    }
  }

  private ThreadCells() {}

  /** The calling thread's cell, or null if it has none; never one for an agent thread. */
  static @Nullable ThreadCell mine() {
    Thread thread = Thread.currentThread();
    int slot = (int) idOf(thread) & MASK;
    ThreadCell cell = CELLS[slot];
    return cell.owner == thread ? cell : find(thread, slot);
  }

  /** The thread's id, as {@code getId} would say if no subclass overrode it. */
  static long idOf(Thread thread) {
    return UNSAFE.getLong(thread, ID_OFFSET);
  }

  /** Sum of a count over all cells. */
  static long sum(int word) {
    long sum = 0;
    int used = USED_COUNT.get();
    for (int i = 0; i < used; i++) {
      ThreadCell cell = USED.get(i);
      if (cell != null) {
        sum += cell.get(word);
      }
    }
    return sum;
  }

  /** A cell has its first owner. */
  static void noteUsed(ThreadCell cell) {
    USED.set(USED_COUNT.getAndIncrement(), cell);
  }

  /** Forgets owners that have ended, so that no dead thread is kept from collection. */
  static void releaseDead() {
    for (ThreadCell cell : CELLS) {
      cell.releaseIfDead();
    }
  }

  @DontInline
  private static @Nullable ThreadCell find(Thread thread, int first) {
    if (AgentThreads.isCurrent()) {
      return null;
    }
    try {
      for (int i = first; i < first + PROBES; i++) {
        ThreadCell cell = CELLS[i & MASK];
        if (cell.owner == thread) {
          return cell;
        }
      }
      return claim(thread, first);
    } catch (Throwable error) {
      SampledRemoval.failed(error);
      return null;
    }
  }

  private static @Nullable ThreadCell claim(Thread thread, int first) {
    for (int i = first; i < first + PROBES; i++) {
      ThreadCell cell = CELLS[i & MASK];
      if (cell.claim(thread)) {
        return cell;
      }
    }
    return null;
  }
}
