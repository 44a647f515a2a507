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
 * <p>Confined to its thread. The {@link Gate} counts the open scopes of all threads, so that a
 * removal outside any scope pays one comparison.
 */
public final class OperationScope {
  /** The operation of a scope that only renames the map. */
  private static final int UNCHANGED = -1;

  /** Operations up to this code are renamed by a scope; an eviction, say, stays one. */
  private static final int LAST_RENAMED = Operation.ITERATOR.ordinal();

  private static final ThreadLocal<@Nullable OperationScope> CURRENT = new ThreadLocal<>();

  private final int operation;
  private final Object owner;
  private final @Nullable Object label;
  private final @Nullable OperationScope outer;

  private OperationScope(
      int operation, Object owner, @Nullable Object label, @Nullable OperationScope outer) {
    this.operation = operation;
    this.owner = owner;
    this.label = label;
    this.outer = outer;
  }

  /** Opens a scope: what {@code owner} deletes until {@link #pop} is this operation. */
  public static void push(Object owner, int operation) {
    try {
      open(owner, operation, PropertiesMaps.labelOf(owner));
    } catch (Throwable error) {
      SampledRemoval.failed(error);
    }
  }

  /**
   * Opens a scope: what the map {@code inner} loses until {@link #pop} counts as lost by {@code
   * label}.
   */
  public static void relabel(Object inner, Object label) {
    try {
      open(inner, UNCHANGED, label);
    } catch (Throwable error) {
      SampledRemoval.failed(error);
    }
  }

  /** Closes the scope opened last on this thread. */
  public static void pop() {
    try {
      OperationScope scope = CURRENT.get();
      if (scope != null) {
        close(scope);
      }
    } catch (Throwable error) {
      SampledRemoval.failed(error);
    }
  }

  /** Opens a renaming scope if {@code inner} is the map inside a {@code Properties}. */
  public static void pushView(Object inner) {
    try {
      Object label = PropertiesMaps.labelOf(inner);
      if (label != null) {
        open(inner, UNCHANGED, label);
      }
    } catch (Throwable error) {
      SampledRemoval.failed(error);
    }
  }

  /** Closes what {@link #pushView} opened for this map, if it opened a scope. */
  public static void popView(Object inner) {
    try {
      if (PropertiesMaps.labelOf(inner) == null) {
        return;
      }
      OperationScope scope = CURRENT.get();
      if (scope != null && scope.owner == inner && scope.label != null) {
        close(scope);
      }
    } catch (Throwable error) {
      SampledRemoval.failed(error);
    }
  }

  /** This thread's innermost scope, or null. */
  static @Nullable OperationScope current() {
    return Gate.anyScope() ? CURRENT.get() : null;
  }

  /** The operation to count a deletion from this map under. */
  int operationFor(Object map, int own) {
    return own > LAST_RENAMED || operation == UNCHANGED || !holdsFor(map) ? own : operation;
  }

  /** The object whose class is the map label of a deletion from this map. */
  Object labelFor(Object map) {
    return label == null || !holdsFor(map) ? map : label;
  }

  private static void open(Object owner, int operation, @Nullable Object label) {
    OperationScope outer = CURRENT.get();
    int effective = operation;
    Object name = label;
    if (outer != null && outer.holdsFor(owner)) {
      effective = outer.operation == UNCHANGED ? operation : outer.operation;
      name = label == null ? outer.label : label;
    }
    CURRENT.set(new OperationScope(effective, owner, name, outer));
    Gate.openScope();
  }

  private static void close(OperationScope scope) {
    Gate.closeScope();
    CURRENT.set(scope.outer);
  }

  private boolean holdsFor(Object map) {
    return owner == map || !BackingMaps.isMapOfTheJdk(owner);
  }
}
