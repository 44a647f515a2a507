package dev.tombstone.hook;

import dev.tombstone.hook.jdk.MapViews;
import dev.tombstone.hook.jdk.PropertiesMaps;
import jdk.internal.vm.annotation.DontInline;
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
 * MapViews behind} the iterator or the view that deletes.
 *
 * <p>Where no map of the JDK is behind, it is the application's iterator or {@code remove} that
 * deletes. The scope then holds for what that passes on: deletions by iterators, or of the same
 * key.
 *
 * <p>That the thread has no stack or the JVM no memory left is no error of ours; the deletion then
 * counts under its own operation. What stops the thread passes through.
 *
 * <p>Opening answers the thread's {@link ScopeStack}, and the scope is the innermost there; closing
 * takes the stack and the scope's level. A scope that could not be closed (the stack overflows) is
 * marked as abandoned and gone when the thread next deletes. In a scope {@link RowSearch} finds the
 * row of each deletion; other threads, and removals outside any scope, notice nothing.
 */
public final class OperationScope {
  private static final int REMOVE = OperationCode.REMOVE;
  private static final int REMOVE_VALUE = OperationCode.REMOVE_VALUE;

  /** Equal to no key. */
  private static final Object NO_KEY = new Object();

  private OperationScope() {}

  /**
   * Opens a scope: what {@code owner} deletes by removing this key is this operation.
   *
   * @param known what the call before this one in the same body answered; null at first
   */
  public static ScopeStack pushRemoval(
      @Nullable ScopeStack known, @Nullable Object key, Object owner, int operation) {
    ScopeStack bulk = known == null ? BulkRemoval.ofMap(owner, operation) : known;
    return bulk != null && bulk.level == BulkRemoval.LEVEL && bulk.arm()
        ? bulk
        : pushRemoval(key, owner, operation);
  }

  @DontInline
  static ScopeStack pushRemoval(@Nullable Object key, Object owner, int operation) {
    try {
      Object map = MapViews.behind(owner);
      boolean known = MapViews.isMapOfTheJdk(map);
      Object wrapper = known ? PropertiesMaps.wrapperOf(map) : null;
      Object passedOn = known ? null : ScopeStack.keyPassedOn(key);
      return open(map, owner, operation, wrapper, passedOn, key);
    } catch (VirtualMachineError full) {
      return ScopeStack.NOT_OPENED;
    } catch (Exception | LinkageError error) {
      return notOpened(error);
    }
  }

  /**
   * Opens a scope: what {@code iterator} deletes is this operation of {@code owner}.
   *
   * @param known what the call before this one in the same body answered; null at first
   */
  public static ScopeStack pushIterator(
      @Nullable ScopeStack known, Object iterator, Object owner, int operation) {
    ScopeStack bulk = known == null ? BulkRemoval.of(owner, operation) : known;
    // The iterator is handed over only where it has to be: the compiler dissolves it otherwise.
    return bulk != null && bulk.level == BulkRemoval.LEVEL && bulk.arm()
        ? bulk
        : pushForeign(iterator, owner, operation);
  }

  @DontInline
  private static ScopeStack pushForeign(Object iterator, Object owner, int operation) {
    try {
      Object map = MapViews.behind(iterator);
      if (!MapViews.isMapOfTheJdk(map)) {
        map = MapViews.behind(owner);
      }
      boolean known = MapViews.isMapOfTheJdk(map);
      Object wrapper = known ? PropertiesMaps.wrapperOf(map) : null;
      Object passedOn = known ? null : ScopeStack.BY_ITERATOR;
      int own = operation == REMOVE && MapViews.holdsEntries(owner) ? REMOVE_VALUE : operation;
      return open(map, owner, own, wrapper, passedOn, NO_KEY);
    } catch (VirtualMachineError full) {
      return ScopeStack.NOT_OPENED;
    } catch (Exception | LinkageError error) {
      return notOpened(error);
    }
  }

  /**
   * Opens a scope: what the map {@code inner} loses until it is closed counts as lost by {@code
   * wrapper}.
   */
  public static ScopeStack pushWrapper(Object inner, Object wrapper) {
    try {
      return open(inner, inner, ScopeStack.UNCHANGED, wrapper, null, NO_KEY);
    } catch (VirtualMachineError full) {
      return ScopeStack.NOT_OPENED;
    } catch (Exception | LinkageError error) {
      return notOpened(error);
    }
  }

  /** Opens a renaming scope if {@code inner} is the map inside a {@code Properties}. */
  public static ScopeStack pushView(Object inner) {
    try {
      Object wrapper = PropertiesMaps.wrapperOf(inner);
      return wrapper == null ? ScopeStack.NOT_OPENED : pushWrapper(inner, wrapper);
    } catch (VirtualMachineError full) {
      return ScopeStack.NOT_OPENED;
    } catch (Exception | LinkageError error) {
      return notOpened(error);
    }
  }

  /**
   * Closes the scope of this level, 0 if none was opened, or ends what a {@link BulkRemoval} began.
   */
  public static void pop(ScopeStack stack, int level) {
    if (level > 0) {
      close(stack, level);
    } else if (level == BulkRemoval.LEVEL) {
      stack.disarm();
    }
  }

  @DontInline
  private static void close(ScopeStack stack, int level) {
    try {
      stack.closeInCell(level);
    } catch (VirtualMachineError full) {
      // A plain write, for there may be no stack for a call.
      stack.abandoned = level;
    } catch (Exception | LinkageError error) {
      stack.abandoned = level;
      Failures.note(Part.COUNTING, error);
    }
  }

  private static ScopeStack notOpened(Throwable error) {
    Failures.note(Part.COUNTING, error);
    return ScopeStack.NOT_OPENED;
  }

  private static ScopeStack open(
      Object map,
      Object owner,
      int operation,
      @Nullable Object wrapper,
      @Nullable Object passedOn,
      @Nullable Object key) {
    ThreadCell mine = ThreadCells.mine();
    ScopeStack stack = mine == null ? ScopeStack.madeWithoutCell() : mine.scopes();
    if (passedOn == null && stack.holdsAlready(map, wrapper)) {
      return ScopeStack.NOT_OPENED;
    }
    if (mine != null) {
      mine.openScope(map, owner, operation, wrapper, passedOn, key);
      return stack;
    }
    stack.open(map, owner, operation, wrapper, passedOn, key);
    return stack;
  }
}
