package dev.tombstone.core.window;

import java.time.Instant;

/** What time an answer is about, as it is shown: from when until now. */
public record Stretch(Instant start, Instant end) {
  /** Steady times, moved by as much as the wall clock has been set. */
  public static Stretch of(long startMillis, long nowMillis, long setMillis) {
    return new Stretch(
        Instant.ofEpochMilli(startMillis + setMillis), Instant.ofEpochMilli(nowMillis + setMillis));
  }
}
