package dev.tombstone.core.limits;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * Processor time of the thread that asks, by itself: a file of {@code /proc}, read now and then.
 * Elsewhere than on Linux it is not known.
 */
public final class OwnProcessorTime {
  private static final long PERIOD_NANOS = 400_000_000L;
  private static final long UNKNOWN = -1;

  private long lookNanos = System.nanoTime() - PERIOD_NANOS;
  private long before = UNKNOWN;

  /**
   * Nanoseconds since the last answer; none most of the time, at the first look, and where it is
   * not known.
   */
  public OptionalLong sinceLast(long nowNanos) {
    if (nowNanos - lookNanos < PERIOD_NANOS) {
      return OptionalLong.empty();
    }
    lookNanos = nowNanos;
    long now = look();
    long last = before;
    before = now;
    return now <= 0 || last < 0 ? OptionalLong.empty() : OptionalLong.of(now - last);
  }

  /** 0 where the kernel does not keep the figure. */
  private static long look() {
    try {
      return ProcessorTime.nanosOf(ProcessorTime.OWN_TASK);
    } catch (IOException | RuntimeException notLinux) {
      return UNKNOWN;
    }
  }
}
