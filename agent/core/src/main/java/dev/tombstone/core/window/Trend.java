package dev.tombstone.core.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Weights of the last {@value #INTERVALS} intervals of {@value #INTERVAL_SECONDS} seconds. */
public final class Trend {
  static final int INTERVALS = 60;

  /** Length of one interval. */
  public static final int INTERVAL_SECONDS = 5;

  private final long[] weights = new long[INTERVALS];

  /** The interval under way, counted from the epoch. */
  private long latest;

  void add(long nowMillis, long weight) {
    roll(nowMillis);
    weights[(int) (latest % INTERVALS)] += weight;
  }

  /** Oldest first; the last is under way. */
  List<Long> weights(long nowMillis) {
    roll(nowMillis);
    List<Long> list = new ArrayList<>(INTERVALS);
    for (long interval = latest + 1; interval <= latest + INTERVALS; interval++) {
      list.add(weights[(int) (interval % INTERVALS)]);
    }
    return List.copyOf(list);
  }

  private void roll(long nowMillis) {
    long now = nowMillis / (1_000L * INTERVAL_SECONDS);
    if (now - latest >= INTERVALS) {
      Arrays.fill(weights, 0);
      latest = now;
    }
    while (latest < now) {
      latest++;
      weights[(int) (latest % INTERVALS)] = 0;
    }
  }
}
