package dev.tombstone.hook;

import dev.tombstone.hook.row.Row;
import dev.tombstone.hook.sampling.Gate;
import dev.tombstone.hook.thread.AgentThreads;
import jdk.internal.vm.annotation.DontInline;
import org.jspecify.annotations.Nullable;

/**
 * Which row a deletion is counted in, where that is not found at once: the thread's or the class's
 * first, the first after a change of the ratio, in a scope, or on a thread without a cell.
 */
final class RowSearch {
  private RowSearch() {}

  /** The row, its countdown drawn; null if the deletion is not counted. */
  @DontInline
  static long @Nullable [] find(int gate, Object map, @Nullable Object key, int flags) {
    if (!RemovalHook.hasKey(key, flags)) {
      return null;
    }
    int own = flags & DeletionFlags.OPERATION_MASK;
    ThreadCell mine = ThreadCells.mine();
    if (mine == null && AgentThreads.isCurrent()) {
      HookProbe.reached(map, own, key);
      return null;
    }
    long[] bulk = mine == null || mine.isOutsideScopes() ? null : mine.takeArmed(gate, map);
    if (bulk != null) {
      RemovalHook.takeTicket(bulk, map, flags);
      return bulk;
    }
    int renamed = ScopeStack.UNCHANGED;
    Object countedAs = map;
    ScopeStack scopes = mine == null ? ScopeStack.withoutCell() : mine.scopes();
    if (scopes != null) {
      int operation = scopes.operationFor(map, own, key);
      renamed = operation == own ? ScopeStack.UNCHANGED : operation;
      countedAs = scopes.countedAs(map);
    }
    MapCounters counters = CounterTable.of(countedAs.getClass());
    long[] row = mine == null ? null : mine.rows.made(counters.index(), renamed);
    if (Gate.isOver(gate)) {
      return null;
    }
    if (mine == null || row == null) {
      return unowned(gate, map, counters, renamed, flags);
    }
    if (row[Row.GATE] != gate) {
      mine.draw(row, gate);
    }
    RemovalHook.takeTicket(row, map, flags);
    return row;
  }

  /**
   * A row for one deletion: {@link SampledRemoval} takes its count over. It is put down as well,
   * for there may be no stack to call that.
   */
  private static long[] unowned(
      int gate, Object map, MapCounters counters, int renamed, int flags) {
    long[] row = Row.of(counters.index(), renamed);
    row[Row.GATE] = gate;
    row[Row.SHIFT] = Row.UNOWNED;
    RemovalHook.takeTicket(row, map, flags);
    DeferredCounts.put(row, ThreadCells.idOf(Thread.currentThread()));
    return row;
  }
}
