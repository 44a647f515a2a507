package dev.tombstone.core.aggregate;

import java.time.Instant;

/** What time an answer is about, as it is shown: from when until now. */
record Stretch(Instant start, Instant end) {
  /** Steady times, moved by as much as the wall clock has been set. */
  static Stretch of(long startMillis, long nowMillis, long setMillis) {
    return new Stretch(
        Instant.ofEpochMilli(startMillis + setMillis), Instant.ofEpochMilli(nowMillis + setMillis));
  }
}
