package dev.tombstone.core.limits;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which share of the machine's processor time the whole JVM takes, looked up every {@value
 * #PERIOD_SECONDS} seconds. For one thread.
 */
public final class MachineUse {
  private static final int PERIOD_SECONDS = 5;
  private static final long PERIOD_NANOS = PERIOD_SECONDS * 1_000_000_000L;

  private static final long UNKNOWN = -1;

  private final Supplier<Optional<Duration>> taken;
  private final int processors;
  private long lookNanos;
  private long takenNanos = UNKNOWN;
  private boolean looked;
  private double share = 1;

  /** Of this JVM. */
  public MachineUse() {
    this(
        () -> ProcessHandle.current().info().totalCpuDuration(),
        Runtime.getRuntime().availableProcessors());
  }

  MachineUse(Supplier<Optional<Duration>> taken, int processors) {
    this.taken = taken;
    this.processors = processors;
  }

  /** From 0 to 1; 1 as long as it is not known. */
  public double ofMachine(long nowNanos) {
    long elapsed = nowNanos - lookNanos;
    if (looked && elapsed < PERIOD_NANOS) {
      return share;
    }
    long now = look();
    share =
        takenNanos != UNKNOWN && now >= takenNanos
            ? Math.min(1, (double) (now - takenNanos) / elapsed / processors)
            : 1;
    looked = true;
    lookNanos = nowNanos;
    takenNanos = now;
    return share;
  }

  /** Nanoseconds since start, or {@link #UNKNOWN}. */
  private long look() {
    try {
      return taken.get().map(Duration::toNanos).orElse(UNKNOWN);
    } catch (RuntimeException refused) {
      // A security manager of the application: what is not known limits nothing.
      return UNKNOWN;
    }
  }
}
