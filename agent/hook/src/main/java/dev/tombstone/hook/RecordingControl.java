package dev.tombstone.hook;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The knobs of the recording path, turned by agent threads while application threads record: on or
 * off, the sampling ratio, and the sink.
 *
 * <p>Each knob is one volatile word, read once or twice per deletion. A deletion under way while a
 * knob turns sees the old or the new value, never a mixture that loses a count.
 */
public final class RecordingControl {
  /** Largest ratio shift: p = 2<sup>-20</sup>. */
  public static final int MAX_RATIO_SHIFT = 20;

  static volatile boolean counting;

  /** A draw is taken when {@code draw & sampleMask == 0}; negative: none ever is. */
  static volatile int sampleMask = -1;

  static volatile RemovalSink sink = new IdleSink();

  private static final AtomicBoolean CLAIMED = new AtomicBoolean();

  private RecordingControl() {}

  /** Makes the caller's the one agent of this JVM; false if another agent is. */
  public static boolean claim() {
    return CLAIMED.compareAndSet(false, true);
  }

  /** Counts deletions from now on, or stops; stopped, a deletion costs two reads. */
  public static void setCounting(boolean on) {
    counting = on;
  }

  /** Hands sampled deletions to this sink from now on. */
  public static void setSink(RemovalSink newSink) {
    sink = newSink;
  }

  /**
   * Samples each deletion with probability 2<sup>-shift</sup>.
   *
   * @param shift 0 to {@link #MAX_RATIO_SHIFT}
   */
  public static void setRatioShift(int shift) {
    if (shift < 0 || shift > MAX_RATIO_SHIFT) {
      throw new IllegalArgumentException("ratio shift out of range");
    }
    sampleMask = (1 << shift) - 1;
  }

  /** The ratio shift in force, or -1 while nothing is sampled. */
  public static int ratioShift() {
    int mask = sampleMask;
    return mask < 0 ? -1 : Integer.bitCount(mask);
  }

  /** Samples nothing from now on; counts go on. */
  public static void stopSampling() {
    sampleMask = -1;
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
    public void failed(Throwable error) {}
  }
}
