package dev.tombstone.benchmarks.hotkeys;

import dev.tombstone.core.aggregate.Aggregation;
import dev.tombstone.core.clock.SteadyClock;
import dev.tombstone.core.config.ConfigLoader;
import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.hook.RemovalSink;
import dev.tombstone.model.operation.Operation;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** What the windows hold after more than an hour of nothing but new keys, each as long as shown. */
final class WindowMemory {
  private static final int MINUTES = 70;
  private static final int PANES_A_MINUTE = 6;
  private static final int KEYS_A_PANE = 2_500;
  private static final long PANE_MILLIS = 10_000;

  private long nowMillis;

  private WindowMemory() {}

  /** Runs the hour; the bytes at its end. */
  static long measure() {
    return new WindowMemory().run();
  }

  private long run() {
    Aggregation aggregation =
        new Aggregation(
            ConfigLoader.load("", new Properties(), Map.of()),
            new SteadyClock(() -> Instant.ofEpochMilli(nowMillis), () -> nowMillis * 1_000_000));
    MapCounters counters = CounterTable.of(HashMap.class);
    String padding = "…".repeat(110);
    long key = 0;
    for (int pane = 0; pane < MINUTES * PANES_A_MINUTE; pane++) {
      for (int i = 0; i < KEYS_A_PANE; i++) {
        aggregation
            .ring()
            .sampled(
                counters,
                Operation.REMOVE.ordinal(),
                padding + key++,
                RemovalSink.NO_HASH,
                1,
                RemovalSink.NOT_TIMED,
                0);
      }
      aggregation.drainAll();
      nowMillis += PANE_MILLIS;
    }
    return aggregation.windowBytes();
  }
}
