package dev.tombstone.hook;

import dev.tombstone.hook.jdk.MapInternals;
import dev.tombstone.hook.jdk.MapViews;
import dev.tombstone.hook.jdk.PropertiesMaps;
import java.util.concurrent.ConcurrentHashMap;
import jdk.internal.vm.annotation.DontInline;
import org.jspecify.annotations.Nullable;

/**
 * A {@code removeIf} and its like over a view of the JDK's own, which removes by the map's own
 * iterator, or by a ConcurrentHashMap itself. Where it counts is found once a call, and not for
 * each entry: a scope that is open around {@code Iterator.remove} alone costs several times what
 * that does.
 *
 * <p>Before each entry the thread's cell is told in which row its very next deletion counts; that
 * is the entry's, whatever the predicate has done before. An {@code Iterator.remove} that fails
 * first is told of by {@link OperationScope#pop}, or by the mark that woven code leaves.
 */
final class BulkRemoval {
  /** In place of the level of a scope. */
  static final int LEVEL = -1;

  private BulkRemoval() {}

  /**
   * The stack that stands for removals by this operation from what {@code owner} is a view of; null
   * if that is not as simple.
   */
  @DontInline
  static @Nullable ScopeStack of(Object owner, int operation) {
    if (operation != OperationCode.REMOVE_IF) {
      return null;
    }
    try {
      Object map = MapViews.directlyBehind(owner);
      return map != null && MapInternals.removesAtOnce(map) ? in(map, operation) : null;
    } catch (VirtualMachineError full) {
      return null;
    } catch (Exception | LinkageError error) {
      Failures.note(Part.COUNTING, error);
      return null;
    }
  }

  /**
   * The same, where the map itself removes its entries one by one, in no other way than by the
   * method that counts; null if it is not such a map.
   */
  @DontInline
  static @Nullable ScopeStack ofMap(Object map, int operation) {
    if (operation != OperationCode.REMOVE_IF) {
      return null;
    }
    try {
      boolean simple =
          map.getClass() == ConcurrentHashMap.class && PropertiesMaps.wrapperOf(map) == null;
      return simple ? in(map, operation) : null;
    } catch (VirtualMachineError full) {
      return null;
    } catch (Exception | LinkageError error) {
      Failures.note(Part.COUNTING, error);
      return null;
    }
  }

  private static @Nullable ScopeStack in(Object map, int operation) {
    ThreadCell mine = ThreadCells.mine();
    if (mine == null || !mine.isOutsideScopes()) {
      return null;
    }
    long[] row = mine.rows.made(CounterTable.of(map.getClass()).index(), operation);
    return row == null ? null : mine.bulk(map.getClass(), row);
  }
}
