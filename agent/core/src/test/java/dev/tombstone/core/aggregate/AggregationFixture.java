package dev.tombstone.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.clock.SteadyClock;
import dev.tombstone.core.config.AgentConfig;
import dev.tombstone.core.config.ConfigLoader;
import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.hook.RemovalSink;
import dev.tombstone.model.operation.Operation;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** An aggregation that the test offers deletions to. */
abstract class AggregationFixture {
  static final MapCounters HASH = CounterTable.of(HashMap.class);
  static final MapCounters TREE = CounterTable.of(TreeMap.class);
  static final int REMOVE = Operation.REMOVE.ordinal();
  static final int CLEAR = Operation.CLEAR.ordinal();

  final ManualClock clock = new ManualClock();
  Aggregation aggregation = aggregation("");

  @AfterEach
  void restore() {
    RecordingControl.stopSampling();
  }

  Aggregation aggregation(String argument) {
    AgentConfig config = ConfigLoader.load(argument, new Properties(), Map.of());
    assertThat(config.problems()).isEmpty();
    return new Aggregation(config, new SteadyClock(clock, clock));
  }

  void offer(MapCounters counters, int operation, @Nullable Object key, long entries) {
    aggregation.ring().sampled(counters, operation, key, RemovalSink.NO_HASH, entries, 50, 0);
  }
}
