package dev.tombstone.core.aggregate;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Time that passes when told. */
final class ManualClock implements InstantSource, LongSupplier {
  private long millis = Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();

  void advanceMillis(long more) {
    millis += more;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis);
  }

  @Override
  public long getAsLong() {
    return millis * 1_000_000;
  }
}
