package dev.tombstone.core.aggregate;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Time that passes when told, and a wall clock that is set when told. */
public final class ManualClock implements InstantSource, LongSupplier {
  private long wallMillis = Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();
  private long passedMillis;

  /** So much time passes. */
  public void advanceMillis(long more) {
    wallMillis += more;
    passedMillis += more;
  }

  /** The wall clock is set forth by so much, or back. */
  public void setMillis(long more) {
    wallMillis += more;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(wallMillis);
  }

  @Override
  public long getAsLong() {
    return passedMillis * 1_000_000;
  }
}
