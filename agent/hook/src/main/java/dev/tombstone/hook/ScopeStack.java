package dev.tombstone.hook;

import dev.tombstone.hook.jdk.MapViews;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The operation scopes that one thread is in, outermost first. Confined to the thread; opening and
 * closing allocates nothing but, now and then, room for deeper nesting.
 *
 * <p>A thread's stack is in its {@link ThreadCell}. Threads without a cell keep theirs in a
 * ThreadLocal, which is not looked at while no such thread has a scope open.
 *
 * <p>Closing calls a method, for which a thread at the end of its stack may have no room. Woven
 * code therefore first writes {@link #abandoned}, a plain write that cannot fail, wherever closing
 * may not be reached. What was abandoned is closed before the stack is next asked or added to.
 */
public final class ScopeStack {
  /** The operation of a scope that only renames the map. */
  public static final int UNCHANGED = -1;

  /** Answer: what becomes of a deletion must be asked, with its map and key. */
  static final int MUST_ASK = -2;

  /** Passed on by an iterator of the application's: whatever an iterator deletes. */
  static final Object BY_ITERATOR = new Object();

  /** Passed on by a removal of the application's: the key null. */
  private static final Object NULL_KEY = new Object();

  /** Operations up to this code are renamed by a scope; an eviction, say, stays one. */
  public static final int LAST_RENAMED = OperationCode.ITERATOR;

  private static final int USUAL_DEPTH = 4;
  private static final int NONE = 0;

  /** Stands for the stack where no scope was opened; its level stays 0 and nobody reads it. */
  static final ScopeStack NOT_OPENED = new ScopeStack(null);

  private static final ThreadLocal<@Nullable ScopeStack> WITHOUT_CELL = new ThreadLocal<>();

  /** Scopes open on threads without a cell. */
  private static final AtomicInteger OPEN_WITHOUT_CELL = new AtomicInteger();

  private final @Nullable ThreadCell cell;

  /** How many scopes are open, and so the level of the innermost; woven code reads it. */
  public int level;

  /** Scopes of this level and further in are over; 0 if none is. Woven code writes it. */
  public int abandoned;

  /** The map a scope holds for, or where none is known the application's object. */
  private @Nullable Object[] maps = new @Nullable Object[USUAL_DEPTH];

  /** What the application's object passes on: a key, or {@link #BY_ITERATOR}. Mostly null. */
  private @Nullable Object[] passedOn = new @Nullable Object[USUAL_DEPTH];

  /** The map around the one that a scope holds for, as which that one counts. Mostly null. */
  private @Nullable Object[] wrappers = new @Nullable Object[USUAL_DEPTH];

  private int[] operations = new int[USUAL_DEPTH];

  /** Class of the map that a {@link BulkRemoval} removes from, one of the boot loader's. */
  final @Nullable Class<?> bulkClass;

  /** In which the next deletion counts; null but for a {@link BulkRemoval}. */
  private final long @Nullable [] bulkRow;

  /** Of this cell, or with null of a thread without one. */
  ScopeStack(@Nullable ThreadCell cell) {
    this.cell = cell;
    bulkClass = null;
    bulkRow = null;
  }

  /** Stands for a {@link BulkRemoval} that counts in this row of the cell's. */
  ScopeStack(ThreadCell cell, Class<?> bulkClass, long[] bulkRow) {
    this.cell = cell;
    this.bulkClass = bulkClass;
    this.bulkRow = bulkRow;
    level = BulkRemoval.LEVEL;
  }

  /** Whether it stands for removals that count in this row. */
  boolean countsIn(long[] row) {
    return bulkRow == row;
  }

  /** The thread's next deletion counts in the row; false if it is in a scope. */
  boolean arm() {
    return cell != null && bulkRow != null && cell.arm(this, bulkRow);
  }

  /** There was no such deletion. */
  void disarm() {
    if (cell != null) {
      cell.disarm();
    }
  }

  /** The calling thread's stack, which has no cell; null if it has no scope open. */
  static @Nullable ScopeStack withoutCell() {
    return OPEN_WITHOUT_CELL.get() == 0 ? null : WITHOUT_CELL.get();
  }

  /** The same, made if need be. */
  static ScopeStack madeWithoutCell() {
    ScopeStack stack = WITHOUT_CELL.get();
    if (stack == null) {
      stack = new ScopeStack(null);
      WITHOUT_CELL.set(stack);
    }
    return stack;
  }

  /**
   * Whether a scope that is to be opened for the map would change nothing: the innermost holds for
   * it and is what the outermost makes of everything.
   */
  boolean holdsAlready(Object map, @Nullable Object wrapper) {
    closeAbandoned();
    return level > 0
        && holdsFor(map)
        && operations[level - 1] != UNCHANGED
        && (wrapper == null || wrappers[level - 1] == wrapper);
  }

  /** What a removal of the application's passes on: this key. */
  static Object keyPassedOn(@Nullable Object key) {
    return key == null ? NULL_KEY : key;
  }

  /**
   * Opens a scope: what {@code map} loses is this operation, of the map {@code wrapper} if there is
   * one. The outermost scope of the map wins. Nothing that can fail comes after it is open.
   *
   * @param map the map, or the application's object that may know one
   * @param owner whose method opens it
   * @param passed what the application's object passes on, null if the map is known
   * @param key the key that is removed, if it is known
   * @return what it makes of operations, or {@link #MUST_ASK}
   */
  int open(
      Object map,
      Object owner,
      int operation,
      @Nullable Object wrapper,
      @Nullable Object passed,
      @Nullable Object key) {
    closeAbandoned();
    int effective = operation;
    Object around = wrapper;
    if (level > 0 && (holdsFor(map) || isPassedOn(operation, key) || isOfOwner(owner))) {
      int outer = operations[level - 1];
      effective = outer == UNCHANGED ? operation : outer;
      around = wrapper == null ? wrappers[level - 1] : wrapper;
    }
    if (level == maps.length) {
      resize(2 * level);
    }
    if (cell == null) {
      OPEN_WITHOUT_CELL.getAndIncrement();
    }
    maps[level] = map;
    if (passed != null) {
      passedOn[level] = passed;
    }
    if (around != null) {
      wrappers[level] = around;
    }
    operations[level] = effective;
    level++;
    return around == null && passed == null ? effective : MUST_ASK;
  }

  /**
   * Closes the scope of this level, counted from 1, and all opened within it.
   *
   * @return what the innermost scope now makes of operations, {@link #UNCHANGED} without one, or
   *     {@link #MUST_ASK}
   */
  int close(int closed) {
    if (cell == null) {
      OPEN_WITHOUT_CELL.getAndAdd(Math.min(0, closed - 1 - level));
    }
    while (level >= closed) {
      level--;
      maps[level] = null;
      if (passedOn[level] != null) {
        passedOn[level] = null;
      }
      if (wrappers[level] != null) {
        wrappers[level] = null;
      }
    }
    if (abandoned > level) {
      abandoned = NONE;
    }
    if (level == 0 && maps.length > USUAL_DEPTH) {
      resize(USUAL_DEPTH);
    }
    if (level == 0 && cell == null) {
      WITHOUT_CELL.remove();
    }
    if (level == 0) {
      return UNCHANGED;
    }
    boolean plain = wrappers[level - 1] == null && passedOn[level - 1] == null;
    return plain ? operations[level - 1] : MUST_ASK;
  }

  /** Closes the scope of this level as its owner, a cell's or not, has to. */
  void closeInCell(int closed) {
    if (cell != null) {
      cell.closeScope(closed);
    } else {
      close(closed);
    }
  }

  /**
   * The operation to count a deletion from this map under; where {@link #MUST_ASK} was the answer,
   * the key is asked for too.
   */
  int operationFor(Object map, int own, @Nullable Object key) {
    closeAbandoned();
    if (level == 0 || own > LAST_RENAMED || !(holdsFor(map) || isPassedOn(own, key))) {
      return own;
    }
    int operation = operations[level - 1];
    return operation == UNCHANGED ? own : operation;
  }

  /** The map that a deletion from this map is counted as: itself, or the one around it. */
  Object countedAs(Object map) {
    closeAbandoned();
    Object wrapper = level == 0 ? null : wrappers[level - 1];
    return wrapper == null || !holdsFor(map) ? map : wrapper;
  }

  private void closeAbandoned() {
    if (abandoned != NONE) {
      closeInCell(abandoned);
    }
  }

  private boolean holdsFor(Object map) {
    return maps[level - 1] == map;
  }

  private boolean isPassedOn(int operation, @Nullable Object key) {
    Object passed = passedOn[level - 1];
    if (passed == null) {
      return false;
    }
    return passed == BY_ITERATOR ? operation == OperationCode.ITERATOR : passed == keyPassedOn(key);
  }

  /** Whether the innermost scope was opened for the application's map or view that this is of. */
  private boolean isOfOwner(Object owner) {
    return passedOn[level - 1] != null && maps[level - 1] == MapViews.behind(owner);
  }

  private void resize(int length) {
    @Nullable Object[] newMaps = new @Nullable Object[length];
    @Nullable Object[] newPassedOn = new @Nullable Object[length];
    @Nullable Object[] newWrappers = new @Nullable Object[length];
    int[] newOperations = new int[length];
    System.arraycopy(maps, 0, newMaps, 0, level);
    System.arraycopy(passedOn, 0, newPassedOn, 0, level);
    System.arraycopy(wrappers, 0, newWrappers, 0, level);
    System.arraycopy(operations, 0, newOperations, 0, level);
    maps = newMaps;
    passedOn = newPassedOn;
    wrappers = newWrappers;
    operations = newOperations;
  }
}
