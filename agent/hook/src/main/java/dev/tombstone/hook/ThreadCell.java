package dev.tombstone.hook;

import dev.tombstone.hook.sampling.Gate;
import dev.tombstone.hook.sampling.GeometricDraw;
import dev.tombstone.hook.sampling.RandomNumbers;
import dev.tombstone.hook.sampling.Sampling;
import dev.tombstone.hook.watch.OperationCount;
import dev.tombstone.hook.watch.RemovalRun;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.Contended;
import jdk.internal.vm.annotation.DontInline;
import org.jspecify.annotations.Nullable;

/**
 * What one thread at a time owns of the recording path: its counts, so that counting is a plain
 * addition and no atomic one; a countdown to its next sampled call, so that no call draws a random
 * number but the sampled ones; and the operation scopes it is in.
 *
 * <p>The owner alone writes. Counts are written plainly and read racily: a sum may miss additions
 * still under way, and misses none once the writers are quiet and a happens-before edge leads to
 * the reader. HotSpot writes a long in one piece on every 64-bit platform, and does not keep it in
 * a register across the volatile read of the gate between two deletions.
 *
 * <p>The countdown is geometric, as independent draws give it. At 0 the thread is armed: its next
 * deletion is sampled.
 */
@Contended
public final class ThreadCell {
  /** Map classes whose row is the same in every cell; the others have {@link LaterRows}. */
  static final int MAP_CLASSES = 64;

  /** In place of a row: past every array's end. */
  static final int NO_ROW = Integer.MAX_VALUE - 2 * OperationCode.COUNT;

  /** Words that keep other objects off the line of the first counts. */
  private static final int FIRST_COUNT = 8;

  private static final int ROW = 2 * OperationCode.COUNT;
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long CLAIMANT = UNSAFE.objectFieldOffset(ThreadCell.class, "claimant");

  /** Its place in {@link ThreadCells}. */
  final int slot;

  /** Where the owner puts down what it cannot count. */
  final DeferredCounts deferred;

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

  /**
   * The gate word under which the short path is open; {@link Gate#SHUT} in a scope that must be
   * asked.
   */
  private int openUnder = Gate.SHUT;

  /** What the innermost scope makes of operations, as {@link ScopeStack} says it. */
  private int renamed = ScopeStack.UNCHANGED;

  /** The gate word the countdown was drawn under. */
  private int drawnUnder = Gate.SHUT;

  /**
   * Deletions to go to the sampled one. A deletion that {@link #addUnsampled} counts takes one off
   * in the same breath, and so shows whether it was counted.
   */
  long countdown;

  /** Shift that the countdown was drawn with, or {@link Sampling#NEVER}. */
  private int shift;

  private boolean armed;

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
  private volatile long[] counts = new long[FIRST_COUNT + 2 * ROW];
  private final LaterRows later = new LaterRows();
  private final ScopeStack scopes = new ScopeStack(this);

  /**
   * The map class that the owner looked up last, of those that {@link CounterTable} has no constant
   * for.
   */
  CounterTable.@Nullable Slot lastClass;

  /** Index of its first count here. */
  int lastRow;

  /** What the owner removed last; the owner only. */
  public final RemovalRun removals = new RemovalRun();

  ThreadCell(int slot) {
    this.slot = slot;
    deferred = DeferredCounts.of(slot);
  }

  /** Index of the first count of one of the first map classes. */
  static int rowOf(int mapIndex) {
    return FIRST_COUNT + mapIndex * ROW;
  }

  /** Index of the first count of a map class here; past every array's end if it has no row yet. */
  int rowHere(int mapIndex) {
    int row = mapIndex < MAP_CLASSES ? mapIndex : later.rowOf(mapIndex);
    return row < 0 ? NO_ROW : rowOf(row);
  }

  /**
   * Counts a deletion that is not sampled, as what the innermost scope says; false, with nothing
   * done, if it may be sampled, if it counts under another map's class or not at all, or if there
   * is no room for the count. The owner only.
   *
   * @param gate the gate's word
   */
  boolean addUnsampled(int gate, Object map, int ownOperation, long entries) {
    int operation = ownOperation;
    if (renamed != ScopeStack.UNCHANGED) {
      operation = scopes.operationFor(map, ownOperation, null);
      if (entries == 0 && !OperationCode.canMiss(operation)) {
        return false;
      }
    }
    int word = CounterTable.rowOf(map.getClass(), this) + MapCounters.column(operation, entries);
    long count = MapCounters.count(entries);
    long left = countdown;
    long[] all = counts;
    if (gate != openUnder || left <= 1 || word >= all.length) {
      return false;
    }
    // No call between the two: nothing can come between them.
    countdown = left - 1;
    all[word] += count;
    return true;
  }

  /** Adds to a count of a map class if there is room for it; the owner only. */
  boolean add(int mapIndex, int column, long count) {
    int row = mapIndex < MAP_CLASSES ? mapIndex : later.madeFor(mapIndex);
    if (row < 0) {
      return false;
    }
    int word = rowOf(row) + column;
    long[] all = counts;
    if (word < all.length) {
      all[word] += count;
    } else {
      addGrown(word, count);
    }
    return true;
  }

  /** A count of a map class. */
  long get(int mapIndex, int column) {
    int word = rowHere(mapIndex) + column;
    long[] all = counts;
    return word < all.length ? all[word] : 0;
  }

  /** Whether the next deletion is to be sampled; the owner only. */
  boolean isArmed() {
    return armed;
  }

  /**
   * Takes a deletion off the countdown: the shift it is sampled with, or {@link Sampling#NEVER}.
   * The owner only.
   */
  int advance(int gate) {
    boolean wasArmed = armed;
    if (drawnUnder != gate) {
      draw();
      drawnUnder = gate;
      wasArmed = false;
    }
    int sampled = Sampling.NEVER;
    if (countdown > 0) {
      countdown--;
    } else {
      sampled = shift;
      draw();
    }
    setArmed(wasArmed, countdown == 0);
    openOrShut();
    return sampled;
  }

  /** Opens a scope, as {@link ScopeStack#open} does; the owner only. */
  void openScope(
      Object map,
      Object scopeOwner,
      int operation,
      @Nullable Object wrapper,
      @Nullable Object passedOn,
      @Nullable Object key) {
    renamed = scopes.open(map, scopeOwner, operation, wrapper, passedOn, key);
    // No call: if the stack overflowed here, the scope would be open and nobody would close it.
    openUnder = renamed == ScopeStack.MUST_ASK ? Gate.SHUT : drawnUnder;
  }

  /** Closes the scope of this level and all within it. The owner only. */
  void closeScope(int level) {
    renamed = scopes.close(level);
    openOrShut();
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
    renamed = scopes.close(1);
    removals.forget();
    setArmed(armed, false);
    drawnUnder = Gate.SHUT;
    openUnder = Gate.SHUT;
  }

  private void openOrShut() {
    openUnder = renamed == ScopeStack.MUST_ASK ? Gate.SHUT : drawnUnder;
  }

  private void setArmed(boolean before, boolean now) {
    if (before != now) {
      Sampling.arm(drawnUnder, now ? 1 : -1);
    }
    armed = now;
  }

  /** Draws the countdown anew with the ratio in force. */
  private void draw() {
    shift = Sampling.shift();
    if (shift > 0) {
      random = RandomNumbers.advanced(random);
      countdown = GeometricDraw.failures(shift, RandomNumbers.mixed(random));
    } else {
      countdown = shift == 0 ? 0 : Long.MAX_VALUE;
    }
  }

  @DontInline
  private void addGrown(int word, long count) {
    long[] grown = new long[(word / ROW + 2) * ROW + FIRST_COUNT];
    System.arraycopy(counts, 0, grown, 0, counts.length);
    grown[word] += count;
    counts = grown;
  }
}
