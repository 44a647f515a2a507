package dev.tombstone.core.query;

import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.snapshot.MapsSnapshot;
import dev.tombstone.model.snapshot.MapsSnapshot.MapCounts;
import dev.tombstone.model.snapshot.MapsSnapshot.OperationCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the exact counters into a snapshot. */
public final class MapsQuery {
  private MapsQuery() {}

  /** Sums over the counters, as of now. */
  public static MapsSnapshot answer() {
    List<MapCounts> maps = new ArrayList<>();
    for (MapCounters counters : CounterTable.all()) {
      MapCounts counts = countsOf(counters);
      if (!counts.ops().isEmpty()) {
        maps.add(counts);
      }
    }
    maps.sort(
        Comparator.comparingLong(MapCounts::removed).reversed().thenComparing(MapCounts::map));
    return new MapsSnapshot(List.copyOf(maps));
  }

  private static MapCounts countsOf(MapCounters counters) {
    Map<String, OperationCounts> ops = new LinkedHashMap<>();
    long removed = 0;
    long missed = 0;
    long failed = 0;
    for (Operation operation : Operation.values()) {
      long removedHere = counters.removed(operation.ordinal());
      long missedHere = counters.missed(operation.ordinal());
      long failedHere = counters.failed(operation.ordinal());
      if (removedHere + missedHere + failedHere > 0) {
        ops.put(operation.id(), new OperationCounts(removedHere, missedHere, failedHere));
        removed += removedHere;
        missed += missedHere;
        failed += failedHere;
      }
    }
    return new MapCounts(counters.mapClass(), removed, missed, failed, ops);
  }
}
