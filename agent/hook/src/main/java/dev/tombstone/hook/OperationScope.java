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
 * outermost scope wins. A scope whose owner is itself a map of the JDK holds for that map only;
 * user code reached through an overridden {@code remove} therefore keeps its own operations.
 *
 * <p>Opening answers the scope's number on the thread's {@link ScopeStack}, which closing takes: a
 * scope that could not be opened or closed (the stack overflows) is gone when the next outer one
 * closes. While a scope with a label is open the thread's cell is shut, so that its deletions take
 * the long way; other threads, and removals outside any scope, notice nothing.
 */
public final class OperationScope {
  /** No scope was opened. */
  private static final int NOT_OPENED = -1;

  private OperationScope() {}

  /** Opens a scope: what {@code owner} deletes until {@link #pop} is this operation. */
  public static int push(Object owner, int operation) {
    try {
      return open(owner, operation, PropertiesMaps.labelOf(owner));
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
      return NOT_OPENED;
    } catch (Throwable error) {
      Failures.note(Part.COUNTING, error);
      return NOT_OPENED;
    }
  }

  /**
   * Opens a scope: what the map {@code inner} loses until {@link #pop} counts as lost by {@code
   * label}.
   */
  public static int relabel(Object inner, Object label) {
    try {
      return open(inner, ScopeStack.UNCHANGED, label);
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
      return NOT_OPENED;
    } catch (Throwable error) {
      Failures.note(Part.COUNTING, error);
      return NOT_OPENED;
    }
  }

  /** Opens a renaming scope if {@code inner} is the map inside a {@code Properties}. */
  public static int pushView(Object inner) {
    try {
      Object label = PropertiesMaps.labelOf(inner);
      return label == null ? NOT_OPENED : open(inner, ScopeStack.UNCHANGED, label);
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
      return NOT_OPENED;
    } catch (Throwable error) {
      Failures.note(Part.COUNTING, error);
      return NOT_OPENED;
    }
  }

  /** Closes the scope of this number. */
  public static void pop(int number) {
    if (number == NOT_OPENED) {
      return;
    }
    try {
      ThreadCell mine = ThreadCells.mine();
      if (mine != null) {
        mine.closeScope(number);
      } else {
        ScopeStack.madeWithoutCell().close(number);
      }
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
    } catch (Throwable error) {
      Failures.note(Part.COUNTING, error);
    }
  }

  private static int open(Object owner, int operation, @Nullable Object label) {
    ThreadCell mine = ThreadCells.mine();
    if (mine != null) {
      return mine.openScope(owner, operation, label);
    }
    ScopeStack stack = ScopeStack.madeWithoutCell();
    int number = stack.depth();
    stack.open(owner, operation, label);
    return number;
  }
}
