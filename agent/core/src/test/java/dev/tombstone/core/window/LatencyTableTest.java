package dev.tombstone.core.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.model.snapshot.LatencyHistogram;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LatencyTableTest {
  private final LatencyTable latencies = new LatencyTable();

  @Test
  void snapshot_severalClasses_isSortedByName() {
    latencies.record(CounterTable.of(TreeMap.class), 700);
    latencies.record(CounterTable.of(HashMap.class), 300);
    latencies.record(CounterTable.of(TreeMap.class), 500);
    assertThat(latencies.snapshot())
        .extracting(LatencyHistogram::map, LatencyHistogram::count, LatencyHistogram::sumSeconds)
        .containsExactly(
            tuple("java.util.HashMap", 1L, 300e-9), tuple("java.util.TreeMap", 2L, 1_200e-9));
  }

  @Test
  void record_moreClassesThanAreToldApart_theRestIsOther() {
    List<MapCounters> classes = classes(LatencyTable.MAX_CLASSES + 5);
    for (MapCounters each : classes) {
      latencies.record(each, 60_000_000_000L);
    }
    latencies.record(classes.get(3), 5);
    assertThat(latencies.snapshot())
        .hasSize(LatencyTable.MAX_CLASSES + 1)
        .anySatisfy(
            other -> {
              assertThat(other.map()).isEqualTo("other");
              assertThat(other.count()).isEqualTo(5);
              assertThat(other.sumSeconds()).isEqualTo(300);
            });
    assertThat(latencies.bytes()).isLessThan(4L << 20);
  }

  /** Of as many different classes, arrays of more and more dimensions. */
  private static List<MapCounters> classes(int number) {
    List<MapCounters> classes = new ArrayList<>();
    for (Class<?> type : List.of(int.class, long.class, double.class, Object.class)) {
      Class<?> deeper = type;
      for (int i = 0; i < (number + 3) / 4; i++) {
        deeper = Array.newInstance(deeper, 0).getClass();
        classes.add(CounterTable.of(deeper));
      }
    }
    return classes.subList(0, number);
  }
}
