package dev.tombstone.hook;

import dev.tombstone.hook.bulk.BulkTurns;
import dev.tombstone.hook.bulk.LoopRun;
import dev.tombstone.hook.row.Row;
import dev.tombstone.hook.row.Rows;
import dev.tombstone.hook.sampling.GeometricDraw;
import dev.tombstone.hook.sampling.RandomNumbers;
import dev.tombstone.hook.sampling.Sampling;
import dev.tombstone.hook.watch.OperationCount;
import dev.tombstone.hook.watch.RemovalRun;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.Contended;
import org.jspecify.annotations.Nullable;

/**
 * What one thread at a time owns of the recording path: its {@linkplain Rows rows} of counts, so
 * that counting is a plain addition and no atomic one, with the countdowns to sampled deletions, so
 * that no call draws a random number but the sampled ones; and the operation scopes it is in.
 *
 * <p>The owner alone writes. Counts are written plainly and read racily: a sum may miss additions
 * still under way, and misses none once the writers are quiet and a happens-before edge leads to
 * the reader. HotSpot writes a long in one piece on every 64-bit platform, and does not keep it in
 * a register across the call with which each deletion begins.
 */
@Contended
public final class ThreadCell {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long CLAIMANT = UNSAFE.objectFieldOffset(ThreadCell.class, "claimant");

  /** Its place in {@link ThreadCells}. */
  final int slot;

  /** Set for good when another cell has taken its place. */
  private volatile boolean retired;

  /** Who is the owner or about to be; changed by compare-and-set only. */
  private volatile @Nullable Thread claimant;

  /**
   * Who may write: the claimant, once nothing of the owner before is left. Written by the claimant
   * as the last step of a claim, which a stack that overflows may cut short anywhere; read plainly
   * by whoever looks for itself here, which only the owner finds, and racily by others.
   */
  @Nullable Thread owner;

  /** What the innermost scope makes of operations, as {@link ScopeStack} says it. */
  private int renamed = ScopeStack.UNCHANGED;

  /** In which the owner's next deletion counts, and whose that row is; null most of the time. */
  private long @Nullable [] armed;

  private @Nullable ScopeStack armedBy;

  /** One for each row that a {@link BulkRemoval} has counted in. */
  private ScopeStack[] bulks = {};

  /**
   * Whether the owner is inside the observer. Written as a field: a call might find no stack, and
   * the owner would never be observed again.
   */
  public boolean observing;

  private long observed;

  /** The {@link OperationCount} that the owner counted in last, and how many operations. */
  private int countedIn;

  private int counted;
  private long random = RandomNumbers.next();
  final Rows rows = new Rows();
  private final ScopeStack scopes = new ScopeStack(this);

  /**
   * The map class that the owner looked up last, of those that {@link CounterTable} has no constant
   * for.
   */
  CounterTable.@Nullable Slot lastClass;

  /** Its row. */
  long @Nullable [] lastRow;

  /** What the owner removed last; the owner only. */
  public final RemovalRun removals = new RemovalRun();

  /** Over which the owner loops; the owner only. */
  public final LoopRun loop = new LoopRun();

  /** Which of the owner's bulk calls are timed; the owner only. */
  public final BulkTurns bulkTurns = new BulkTurns();

  ThreadCell(int slot) {
    this.slot = slot;
  }

  /** Whether no scope is open: operations count as what they are. The owner only. */
  boolean isOutsideScopes() {
    return renamed == ScopeStack.UNCHANGED;
  }

  /** Stands for bulk removals from maps of this class that count in this row; the owner only. */
  ScopeStack bulk(Class<?> type, long[] row) {
    for (ScopeStack bulk : bulks) {
      if (bulk.bulkClass == type && bulk.countsIn(row)) {
        return bulk;
      }
    }
    ScopeStack[] more = new ScopeStack[bulks.length + 1];
    System.arraycopy(bulks, 0, more, 0, bulks.length);
    ScopeStack made = new ScopeStack(this, type, row);
    more[bulks.length] = made;
    bulks = more;
    return made;
  }

  /** The owner's next deletion counts in this row; false if a scope is open. */
  boolean arm(ScopeStack bulk, long[] row) {
    if (renamed != ScopeStack.UNCHANGED || retired) {
      return false;
    }
    bulk.abandoned = 0;
    armedBy = bulk;
    armed = row;
    renamed = ScopeStack.MUST_ASK;
    return true;
  }

  /** As before {@link #arm}. */
  void disarm() {
    if (armed != null) {
      armed = null;
      renamed = ScopeStack.UNCHANGED;
    }
  }

  /** The row that was meant for this deletion, its countdown drawn; null without one. */
  long @Nullable [] takeArmed(int gate, Object map) {
    long[] row = armed;
    if (row == null) {
      return null;
    }
    disarm();
    ScopeStack by = armedBy;
    if (by == null || by.abandoned != 0 || by.bulkClass != map.getClass()) {
      return null;
    }
    if (row[Row.GATE] != gate) {
      draw(row, gate);
    }
    return row;
  }

  /** Draws a row's countdown with the ratio in force; the owner only. */
  void draw(long[] row, int gate) {
    int shift = Sampling.shift();
    row[Row.SHIFT] = shift;
    row[Row.TICKET] = 0;
    if (shift > 0) {
      random = RandomNumbers.advanced(random);
      row[Row.COUNTDOWN] = GeometricDraw.failures(shift, RandomNumbers.mixed(random)) + 1;
    } else {
      row[Row.COUNTDOWN] = shift == 0 ? 1 : Row.NEVER;
    }
    row[Row.GATE] = gate;
  }

  /** Opens a scope, as {@link ScopeStack#open} does; the owner only. */
  void openScope(
      Object map,
      Object scopeOwner,
      int operation,
      @Nullable Object wrapper,
      @Nullable Object passedOn,
      @Nullable Object key) {
    armed = null;
    renamed = scopes.open(map, scopeOwner, operation, wrapper, passedOn, key);
  }

  /** Closes the scope of this level and all within it. The owner only. */
  void closeScope(int level) {
    armed = null;
    renamed = scopes.close(level);
  }

  /** The scopes the owner is in. */
  ScopeStack scopes() {
    return scopes;
  }

  /** False if the owner is inside the observer already. */
  public boolean beginObserving() {
    if (observing) {
      return false;
    }
    observing = true;
    return true;
  }

  /** A positive number that this cell has not given out before; the owner only. */
  public long nextSerial() {
    return ++observed;
  }

  /** How many of them it has given out; read racily. */
  long observed() {
    return observed;
  }

  /**
   * Counts an operation of the owner, who alone may call this: how many that makes in this count.
   */
  public int countOperation(int number) {
    if (countedIn != number) {
      countedIn = number;
      counted = 0;
    }
    return ++counted;
  }

  /** How many operations were counted in this count; read racily. */
  int countedOperations(int number) {
    return countedIn == number ? counted : 0;
  }

  /**
   * Makes the calling thread the owner, if there is none alive. That a thread is seen dead happens
   * after all that it did.
   */
  boolean claim(Thread thread) {
    Thread before = claimant;
    if (before != thread
        && ((before != null && before.isAlive())
            || !UNSAFE.compareAndSetReference(this, CLAIMANT, before, thread))) {
      return false;
    }
    if (retired) {
      UNSAFE.compareAndSetReference(this, CLAIMANT, thread, null);
      return false;
    }
    forgetOwnersState();
    owner = thread;
    return true;
  }

  /** Whether this thread, which is the calling one, has claimed it; ends a claim cut short. */
  boolean isClaimedBy(Thread thread) {
    return owner == thread || (claimant == thread && claim(thread));
  }

  /** Leaves it without an owner for ever; a thread that is using it may finish what it began. */
  void retire() {
    retired = true;
    claimant = null;
    owner = null;
  }

  void releaseIfDead() {
    Thread before = claimant;
    if (before == null
        || before.isAlive()
        || !UNSAFE.compareAndSetReference(this, CLAIMANT, before, Thread.currentThread())) {
      return;
    }
    forgetOwnersState();
    owner = null;
    claimant = null;
  }

  /** The owner before may have ended anywhere. */
  private void forgetOwnersState() {
    observing = false;
    armed = null;
    renamed = scopes.close(1);
    removals.forget();
    bulkTurns.forget();
    loop.forget();
  }
}
