package dev.tombstone.hook;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The operation scopes that one thread is in, outermost first. Confined to the thread; opening and
 * closing allocates nothing but, now and then, room for deeper nesting.
 *
 * <p>A thread's stack is in its {@link ThreadCell}. Threads without a cell keep theirs in a
 * ThreadLocal, which is not looked at while no such thread has a scope open.
 */
final class ScopeStack {
  /** The operation of a scope that only renames the map. */
  static final int UNCHANGED = -1;

  /** Answer: deletions of the innermost scope count under another map's class. */
  static final int LABELLED = -2;

  /** Operations up to this code are renamed by a scope; an eviction, say, stays one. */
  private static final int LAST_RENAMED = Operation.ITERATOR.ordinal();

  private static final int USUAL_DEPTH = 4;

  private static final ThreadLocal<@Nullable ScopeStack> WITHOUT_CELL = new ThreadLocal<>();

  /** Scopes open on threads without a cell. */
  private static final AtomicInteger OPEN_WITHOUT_CELL = new AtomicInteger();

  private final boolean inCell;

  /**
   * The map a scope holds for; null if it holds for every map. Mostly null: a reference written to
   * an old object is work for garbage collectors.
   */
  private @Nullable Object[] maps = new @Nullable Object[USUAL_DEPTH];

  private @Nullable Object[] labels = new @Nullable Object[USUAL_DEPTH];
  private int[] operations = new int[USUAL_DEPTH];
  private int depth;

  ScopeStack(boolean inCell) {
    this.inCell = inCell;
  }

  /** The calling thread's stack, which has no cell; null if it has no scope open. */
  static @Nullable ScopeStack withoutCell() {
    return OPEN_WITHOUT_CELL.get() == 0 ? null : WITHOUT_CELL.get();
  }

  /** The same, made if need be. */
  static ScopeStack madeWithoutCell() {
    ScopeStack stack = WITHOUT_CELL.get();
    if (stack == null) {
      stack = new ScopeStack(false);
      WITHOUT_CELL.set(stack);
    }
    return stack;
  }

  /** Scopes open; a scope opened now has this number. */
  int depth() {
    return depth;
  }

  /**
   * Opens a scope: what {@code owner} deletes is this operation, of the map {@code label} if there
   * is one. The outermost scope of the owner wins. Nothing that can fail comes after it is open.
   *
   * @return what it makes of operations, or {@link #LABELLED}
   */
  int open(Object owner, int operation, @Nullable Object label) {
    int effective = operation;
    Object name = label;
    if (depth > 0 && holdsFor(owner)) {
      int outer = operations[depth - 1];
      effective = outer == UNCHANGED ? operation : outer;
      name = label == null ? labels[depth - 1] : label;
    }
    if (depth == maps.length) {
      resize(2 * depth);
    }
    if (BackingMaps.isMapOfTheJdk(owner)) {
      maps[depth] = owner;
    }
    if (name != null) {
      labels[depth] = name;
    }
    operations[depth] = effective;
    depth++;
    if (!inCell) {
      OPEN_WITHOUT_CELL.getAndIncrement();
    }
    return name == null ? effective : LABELLED;
  }

  /**
   * Closes this scope and all opened within it.
   *
   * @return what the innermost scope now makes of operations, {@link #UNCHANGED} without one, or
   *     {@link #LABELLED}
   */
  int close(int number) {
    if (!inCell) {
      OPEN_WITHOUT_CELL.getAndAdd(Math.min(0, number - depth));
    }
    while (depth > number) {
      depth--;
      if (maps[depth] != null) {
        maps[depth] = null;
      }
      if (labels[depth] != null) {
        labels[depth] = null;
      }
    }
    if (depth == 0 && maps.length > USUAL_DEPTH) {
      resize(USUAL_DEPTH);
    }
    if (depth == 0 && !inCell) {
      WITHOUT_CELL.remove();
    }
    if (depth == 0) {
      return UNCHANGED;
    }
    return labels[depth - 1] == null ? operations[depth - 1] : LABELLED;
  }

  /** The operation to count a deletion from this map under. */
  int operationFor(Object map, int own) {
    if (depth == 0 || own > LAST_RENAMED || !holdsFor(map)) {
      return own;
    }
    int operation = operations[depth - 1];
    return operation == UNCHANGED ? own : operation;
  }

  /** The object whose class is the map label of a deletion from this map. */
  Object labelFor(Object map) {
    Object label = depth == 0 ? null : labels[depth - 1];
    return label == null || !holdsFor(map) ? map : label;
  }

  private boolean holdsFor(Object map) {
    Object only = maps[depth - 1];
    return only == null || only == map;
  }

  private void resize(int length) {
    @Nullable Object[] newMaps = new @Nullable Object[length];
    @Nullable Object[] newLabels = new @Nullable Object[length];
    int[] newOperations = new int[length];
    System.arraycopy(maps, 0, newMaps, 0, depth);
    System.arraycopy(labels, 0, newLabels, 0, depth);
    System.arraycopy(operations, 0, newOperations, 0, depth);
    maps = newMaps;
    labels = newLabels;
    operations = newOperations;
  }
}
