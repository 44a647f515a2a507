package dev.tombstone.hook;

import dev.tombstone.hook.sampling.Gate;
import dev.tombstone.hook.sampling.Sampling;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The knobs of the recording path, turned by agent threads while application threads record: on or
 * off, the sampling ratio, and the sink.
 *
 * <p>A deletion under way while a knob turns sees the old or the new value, never a mixture that
 * loses a count.
 */
public final class RecordingControl {
  /** Largest ratio shift: p = 2<sup>-20</sup>. */
  public static final int MAX_RATIO_SHIFT = 20;

  private static boolean counting;

  /** The ratio shift to have in force while counting. */
  private static int wantedShift = Sampling.NEVER;

  static volatile RemovalSink sink = new IdleSink();

  private static final AtomicBoolean CLAIMED = new AtomicBoolean();

  private RecordingControl() {}

  /** Makes the caller's the one agent of this JVM; false if another agent is. */
  public static boolean claim() {
    return CLAIMED.compareAndSet(false, true);
  }

  /**
   * Ends the run of the agent that claimed this JVM: nothing is counted or sampled, every count is
   * 0 again, and no thread, map or agent is held. Another agent may claim then.
   *
   * <p>A deletion still under way may count in the run that has ended, never in the next. The
   * agent's own threads must have ended, or leave the recording path alone.
   */
  public static synchronized void release() {
    wantedShift = Sampling.NEVER;
    setCounting(false);
    clearSink();
    DeferredCounts.settle();
    Gate.endRun();
    ThreadCells.retire();
    for (MapCounters counters : CounterTable.all()) {
      counters.retire();
    }
    DeferredCounts.settle();
    DeferredCounts.forget();
    Failures.forget();
    CLAIMED.set(false);
  }

  /** Counts deletions from now on, or stops; stopped, nothing is sampled either. */
  public static synchronized void setCounting(boolean on) {
    counting = on;
    apply();
  }

  /** Hands sampled deletions to this sink from now on. */
  public static void setSink(RemovalSink newSink) {
    sink = newSink;
  }

  /**
   * Samples each deletion with probability 2<sup>-shift</sup>, while deletions are counted.
   *
   * @param shift 0 to {@link #MAX_RATIO_SHIFT}
   */
  public static synchronized void setRatioShift(int shift) {
    if (shift < 0 || shift > MAX_RATIO_SHIFT) {
      throw new IllegalArgumentException("ratio shift out of range");
    }
    wantedShift = shift;
    apply();
  }

  /** The ratio shift in force, or -1 while nothing is sampled. */
  public static int ratioShift() {
    return Sampling.shift();
  }

  /** Samples nothing from now on; counts go on. */
  public static synchronized void stopSampling() {
    wantedShift = Sampling.NEVER;
    apply();
  }

  private static void apply() {
    if (!counting) {
      Gate.shut();
      Sampling.change(Sampling.NEVER);
    } else if (Gate.word == Gate.OFF || wantedShift != Sampling.shift()) {
      Gate.open(Sampling.change(wantedShift));
    }
  }

  /** Counts what could not be counted at once; to be called often. */
  public static void settle() {
    DeferredCounts.settle();
  }

  /** Lets go of threads that have ended; to be called now and then. */
  public static void forgetEnded() {
    ThreadCells.releaseDead();
  }

  /** Errors in this {@link Part} that not even the sink could take, since start; a lower bound. */
  public static long lostErrors(int part) {
    return Failures.lost(part);
  }

  /**
   * Times that the application's thread had no stack or the JVM no memory left for the hook, since
   * start; a lower bound.
   */
  public static long exhausted() {
    return Failures.exhausted;
  }

  /** Takes the default sink back: sampled deletions go nowhere. */
  public static void clearSink() {
    sink = new IdleSink();
  }

  private static final class IdleSink implements RemovalSink {
    @Override
    public void sampled(
        MapCounters counters,
        int operation,
        @Nullable Object key,
        long keyHash,
        long entries,
        long durationNanos,
        int ratioShift) {}

    @Override
    public void failed(int part, Throwable error) {}
  }
}
