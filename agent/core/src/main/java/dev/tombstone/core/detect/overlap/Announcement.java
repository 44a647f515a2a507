package dev.tombstone.core.detect.overlap;

import dev.tombstone.hook.jdk.MapInternals;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * "This thread is inside a mutating operation of this map": one operation, from entry to exit.
 *
 * <p>All but {@link #left} and the overlap is fixed at entry. The reference itself holds the
 * overlap that another thread found this operation in.
 */
final class Announcement extends AtomicReference<@Nullable Overlap> {
  private static final long serialVersionUID = 1;

  /** In place of two classes; nothing is of this one. */
  private static final Class<?> TWO = Map.Entry.class;

  final transient Object map;
  final transient Thread thread;

  /** No other operation of the thread ever has the same. */
  final long token;

  final int mutation;

  /**
   * The class whose methods the operation may call, as its key or value is of it; null if there is
   * none. It stands for the arguments, which an announcement does not keep.
   */
  final transient @Nullable Class<?> asked;

  /** {@code MapInternals.structure} at entry. */
  private final int structure;

  private final boolean empty;

  /** The announcement that had the slot before, if its operation is still under way. */
  final transient @Nullable Announcement below;

  /** Whether the announcing thread is resizing the map's table. */
  volatile boolean resizing;

  /** Set by the announcing thread at exit, or when it takes the announcement for a stale one. */
  volatile boolean left;

  /** The overlap in which this operation is the one that saw the other; its own thread only. */
  transient @Nullable Overlap seen;

  Announcement(
      Object map,
      Thread thread,
      long token,
      int mutation,
      @Nullable Class<?> asked,
      @Nullable Announcement below) {
    super(null);
    this.map = map;
    this.thread = thread;
    this.token = token;
    this.mutation = mutation;
    this.asked = asked;
    this.below = below;
    structure = MapInternals.structure(map);
    empty = MapInternals.isEmpty(map);
  }

  /** The class whose methods an operation with these arguments may call; null if there is none. */
  static @Nullable Class<?> asked(@Nullable Object key, @Nullable Object value) {
    if (value != null) {
      return key == null ? value.getClass() : TWO;
    }
    return key == null ? null : key.getClass();
  }

  /**
   * Whether entries came or went since entry, by whatever thread. A map that was empty and is does
   * not count: {@code clear} on an empty map raises {@code modCount} and changes nothing.
   */
  boolean structureChanged() {
    return MapInternals.structure(map) != structure && !(empty && MapInternals.isEmpty(map));
  }
}
