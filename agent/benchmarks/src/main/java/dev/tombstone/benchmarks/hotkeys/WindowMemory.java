package dev.tombstone.benchmarks.hotkeys;

import dev.tombstone.core.aggregate.Aggregation;
import dev.tombstone.core.config.ConfigLoader;
import dev.tombstone.core.config.KeyConfig;
import dev.tombstone.core.intake.EventRing;
import dev.tombstone.core.intake.RemovalEvent;
import dev.tombstone.core.window.KnownKeys;
import dev.tombstone.core.window.Windows;
import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.hook.RemovalSink;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.snapshot.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;

/** What the windows hold after more than an hour of nothing but new keys, each as long as shown. */
final class WindowMemory {
  private static final int MINUTES = 70;
  private static final int PANES_A_MINUTE = 6;
  private static final int KEYS_A_PANE = 2_500;
  private static final long PANE_MILLIS = 10_000;
  private static final int CATEGORY = 0;

  private final EventRing ring = new EventRing(Aggregation.RING_CAPACITY, false);
  private final KnownKeys keys = new KnownKeys(keyConfig(), new SplittableRandom(1), 0);
  private final Windows windows = new Windows(keys.names(), 0, 1);

  private WindowMemory() {}

  /** Runs the hour; the bytes at its end. */
  static long measure() {
    return new WindowMemory().run();
  }

  private long run() {
    MapCounters counters = CounterTable.of(HashMap.class);
    String padding = "…".repeat(110);
    long key = 0;
    for (int pane = 0; pane < MINUTES * PANES_A_MINUTE; pane++) {
      windows.moveTo(pane * PANE_MILLIS);
      keys.tick(pane * PANE_MILLIS);
      for (int i = 0; i < KEYS_A_PANE; i++) {
        ring.sampled(
            counters,
            Operation.REMOVE.ordinal(),
            padding + key++,
            RemovalSink.NO_HASH,
            1,
            RemovalSink.NOT_TIMED,
            0);
      }
      ring.drain(this::take);
    }
    return bytes();
  }

  private void take(RemovalEvent event) {
    windows.addDeletions(CATEGORY, 0, event.weight());
    long hash = keys.names().hash(event);
    keys.count(hash, event, windows.addKey(hash, CATEGORY, 0, false));
  }

  /** For the keys of the windows {@code 1m}, {@code 5m} and {@code 1h}. */
  private long bytes() {
    long bytes = keys.recentBytes();
    for (Window window : List.of(Window.MINUTE, Window.FIVE_MINUTES, Window.HOUR)) {
      bytes += windows.keyBytes(window);
    }
    return bytes;
  }

  private static KeyConfig keyConfig() {
    return ConfigLoader.load("", new Properties(), Map.of()).keys();
  }
}
