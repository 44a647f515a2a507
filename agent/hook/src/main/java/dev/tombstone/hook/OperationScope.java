package dev.tombstone.hook;

import org.jspecify.annotations.Nullable;

/**
 * What a thread is in the middle of, where a method of the JDK deletes by way of another: {@code
 * removeIf} calls {@code Iterator.remove}, {@code WeakHashMap}'s iterator calls {@code remove},
 * {@code Properties} calls the map inside it. The deletion is counted once, where it happens, under
 * the name of what the application called.
 *
 * <p>Instrumented code opens a scope around exactly the inner call and closes it after, exception
 * or not, so user code of the outer method (a predicate, a mapping function) never runs inside. The
 * outermost scope wins. User code that the inner call itself reaches (an overridden {@code remove},
 * {@code hashCode} of a key) keeps its own operations: a scope holds for one map, the one {@link
 * MapViews behind} the iterator or the view that deletes. Only where that is the application's own,
 * and no map of the JDK is known, does it hold for every map.
 *
 * <p>Opening answers the thread's {@link ScopeStack}, and the scope is the innermost there; closing
 * takes the stack and the scope's level. A scope that could not be closed (the stack overflows) is
 * marked as abandoned and gone when the thread next deletes. While a scope with a label is open the
 * thread's cell is shut, so that its deletions take the long way; other threads, and removals
 * outside any scope, notice nothing.
 */
public final class OperationScope {
  private static final int REMOVE = Operation.REMOVE.ordinal();
  private static final int REMOVE_VALUE = Operation.REMOVE_VALUE.ordinal();

  private OperationScope() {}

  /**
   * Opens a scope: what the map behind {@code owner} loses until it is closed is this operation.
   */
  public static ScopeStack push(Object owner, int operation) {
    return pushIterator(owner, owner, operation);
  }

  /** Opens a scope: what {@code iterator} deletes until it is closed is this operation. */
  public static ScopeStack pushIterator(Object iterator, Object owner, int operation) {
    try {
      Object map = MapViews.mapBehind(iterator);
      if (map == null && iterator != owner) {
        map = MapViews.mapBehind(owner);
      }
      int own = operation == REMOVE && MapViews.holdsEntries(owner) ? REMOVE_VALUE : operation;
      return open(map, own, map == null ? null : PropertiesMaps.labelOf(map));
    } catch (Throwable error) {
      return notOpened(error);
    }
  }

  /**
   * Opens a scope: what the map {@code inner} loses until it is closed counts as lost by {@code
   * label}.
   */
  public static ScopeStack relabel(Object inner, Object label) {
    try {
      return open(inner, ScopeStack.UNCHANGED, label);
    } catch (Throwable error) {
      return notOpened(error);
    }
  }

  /** Opens a renaming scope if {@code inner} is the map inside a {@code Properties}. */
  public static ScopeStack pushView(Object inner) {
    try {
      Object label = PropertiesMaps.labelOf(inner);
      return label == null ? ScopeStack.NOT_OPENED : open(inner, ScopeStack.UNCHANGED, label);
    } catch (Throwable error) {
      return notOpened(error);
    }
  }

  /** Closes the scope of this level, 0 if none was opened. */
  public static void pop(ScopeStack stack, int level) {
    if (level == 0) {
      return;
    }
    try {
      stack.closeInCell(level);
    } catch (Throwable error) {
      // A plain write first: there may be no stack for a call.
      stack.abandoned = level;
      failed(error);
    }
  }

  private static ScopeStack notOpened(Throwable error) {
    failed(error);
    return ScopeStack.NOT_OPENED;
  }

  /** That the thread has no stack or the JVM no memory left is no error of ours. */
  private static void failed(Throwable error) {
    if (error instanceof ThreadDeath stop) {
      throw stop;
    }
    if (!(error instanceof VirtualMachineError)) {
      SampledRemoval.failed(error);
    }
  }

  private static ScopeStack open(@Nullable Object map, int operation, @Nullable Object label) {
    ThreadCell mine = ThreadCells.mine();
    if (mine != null) {
      mine.openScope(map, operation, label);
      return mine.scopes();
    }
    ScopeStack stack = ScopeStack.madeWithoutCell();
    stack.open(map, operation, label);
    return stack;
  }
}
