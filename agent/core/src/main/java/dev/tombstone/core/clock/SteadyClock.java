package dev.tombstone.core.clock;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Time that never goes back and never jumps, and what the wall clock says of it.
 *
 * <p>Steady time is the wall clock's reading when this clock was made, plus what has passed since
 * by the monotonic ticker. Panes, windows, ages and lengths are steady. The wall clock may be set
 * while the program runs, back or forth; it is asked only where a time is shown. A shown time is a
 * steady one moved by as much as the wall clock has been set since the start, so what lies between
 * two times of one answer has really passed, and the end of an answer is now.
 *
 * <p>A wall clock that is slowed or hurried to the right time has not been set: shown times are
 * moved once it is off by {@value #SET_MILLIS} ms.
 */
public final class SteadyClock {
  private static final long SET_MILLIS = 1_000;
  private static final long MILLI_NANOS = 1_000_000;

  private final InstantSource wall;
  private final LongSupplier ticker;
  private final long firstNanos;
  private final long firstMillis;
  private long setMillis;

  /**
   * A clock that starts now.
   *
   * @param wall the time shown
   * @param ticker nanoseconds that only increase, as {@code System.nanoTime}
   */
  public SteadyClock(InstantSource wall, LongSupplier ticker) {
    this.wall = wall;
    this.ticker = ticker;
    firstNanos = ticker.getAsLong();
    firstMillis = wall.millis();
  }

  /** The clocks of this machine. */
  public static SteadyClock system() {
    return new SteadyClock(InstantSource.system(), System::nanoTime);
  }

  /** The ticker's reading. */
  public long nanos() {
    return ticker.getAsLong();
  }

  /** Steady time, in milliseconds since the epoch. */
  public long millis() {
    return firstMillis + (nanos() - firstNanos) / MILLI_NANOS;
  }

  /** By how much the wall clock has been set since the start; negative if back. */
  public synchronized long setMillis() {
    long nowSet = wall.millis() - millis();
    if (Math.abs(nowSet - setMillis) >= SET_MILLIS) {
      setMillis = nowSet;
    }
    return setMillis;
  }

  /** What to show for this steady time. */
  public Instant shown(long steadyMillis) {
    return Instant.ofEpochMilli(steadyMillis + setMillis());
  }
}
