package dev.tombstone.agent.contract;

import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.model.operation.Operation;
import java.util.Arrays;

/**
 * Removals, misses and failures by operation: what the agent counted for one class, or what a model
 * expects.
 */
public final class Tally {
  final long[] removed = new long[Operation.COUNT];
  final long[] missed = new long[Operation.COUNT];
  final long[] failed = new long[Operation.COUNT];

  /** What the agent has counted so far for the class of this name. */
  public static Tally counted(String mapClass) {
    Tally tally = new Tally();
    for (MapCounters counters : CounterTable.all()) {
      if (counters.mapClass().equals(mapClass)) {
        for (int op = 0; op < Operation.COUNT; op++) {
          tally.removed[op] += counters.removed(op);
          tally.missed[op] += counters.missed(op);
          tally.failed[op] += counters.failed(op);
        }
      }
    }
    return tally;
  }

  /** With so many entries removed by this operation. */
  public Tally removed(Operation operation, long entries) {
    removed[operation.ordinal()] += entries;
    return this;
  }

  /** With one miss of this operation. */
  public Tally missed(Operation operation) {
    missed[operation.ordinal()]++;
    return this;
  }

  /** With one removal by this operation that ended in an exception. */
  public Tally failed(Operation operation) {
    failed[operation.ordinal()]++;
    return this;
  }

  /** A keyed removal that hit or missed. */
  Tally keyed(Operation operation, boolean hit) {
    return hit ? removed(operation, 1) : missed(operation);
  }

  /** What came since the earlier one. */
  public Tally minus(Tally earlier) {
    Tally difference = new Tally();
    for (int op = 0; op < Operation.COUNT; op++) {
      difference.removed[op] = removed[op] - earlier.removed[op];
      difference.missed[op] = missed[op] - earlier.missed[op];
      difference.failed[op] = failed[op] - earlier.failed[op];
    }
    return difference;
  }

  /** Both together. */
  public Tally plus(Tally other) {
    Tally sum = new Tally();
    for (int op = 0; op < Operation.COUNT; op++) {
      sum.removed[op] = removed[op] + other.removed[op];
      sum.missed[op] = missed[op] + other.missed[op];
      sum.failed[op] = failed[op] + other.failed[op];
    }
    return sum;
  }

  /** Whether every operation has the same counts. */
  public boolean sameAs(Tally other) {
    return Arrays.equals(removed, other.removed)
        && Arrays.equals(missed, other.missed)
        && Arrays.equals(failed, other.failed);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int op = 0; op < Operation.COUNT; op++) {
      if (removed[op] + missed[op] + failed[op] > 0) {
        text.append(text.length() > 1 ? ", " : "").append(Operation.ofCode(op).id());
        text.append(' ').append(removed[op]).append('/').append(missed[op]);
        text.append('/').append(failed[op]);
      }
    }
    return text.append('}').toString();
  }
}
