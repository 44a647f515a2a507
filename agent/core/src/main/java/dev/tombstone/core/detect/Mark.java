package dev.tombstone.core.detect;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * "This thread is inside a mutating operation of this map": one operation, from entry to exit.
 *
 * <p>All but {@link #left} and the overlap is fixed at entry. The reference itself holds the
 * overlap that another thread found this operation in.
 */
final class Mark extends AtomicReference<@Nullable Overlap> {
  private static final long serialVersionUID = 1;

  final transient Object map;
  final transient Thread thread;

  /** No other operation of the thread ever has the same. */
  final long token;

  final int mutation;

  /** {@code MapInternals.structure} at entry. */
  final int structure;

  /** The mark that had the slot before, if its operation is still under way. */
  final transient @Nullable Mark below;

  /** Set by the marked thread at exit. */
  volatile boolean left;

  /** The overlap in which this operation is the one that saw the other; its own thread only. */
  transient @Nullable Overlap seen;

  Mark(Object map, Thread thread, long token, int mutation, int structure, @Nullable Mark below) {
    super(null);
    this.map = map;
    this.thread = thread;
    this.token = token;
    this.mutation = mutation;
    this.structure = structure;
    this.below = below;
  }
}
