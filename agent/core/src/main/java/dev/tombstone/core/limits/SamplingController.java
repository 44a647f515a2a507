package dev.tombstone.core.limits;

import dev.tombstone.core.config.SamplingConfig;
import dev.tombstone.hook.RecordingControl;

/**
 * Keeps the deletions recorded in detail near the budget: all of them while the rate is below it, a
 * power of two fewer above.
 *
 * <p>Works in periods of a second. A period that has used up its budget halves the ratio at once,
 * and again for each further budget; at its end the ratio is set for the rate just seen, and raised
 * by one step at most. Told of the time, never asks for it.
 */
public final class SamplingController {
  private static final long PERIOD_NANOS = 1_000_000_000L;

  private final SamplingKnob knob;
  private SamplingConfig config;
  private long periodStart;
  private long recorded;
  private long represented;
  private long limit;
  private int shift;
  private int throttle;

  /** Sets the ratio in the recording path. */
  public interface SamplingKnob {
    void set(int shift);
  }

  /** A controller of this knob. */
  public SamplingController(SamplingConfig config, SamplingKnob knob, long nowNanos) {
    this.knob = knob;
    this.config = config;
    periodStart = nowNanos;
    configure(config);
  }

  /** Starts over with this budget or fixed ratio. */
  public void configure(SamplingConfig newConfig) {
    config = newConfig;
    limit = budget();
    set(newConfig.fixedShift().orElse(0));
  }

  /** A deletion came in that stands for this many. */
  public void recorded(long weight) {
    recorded++;
    represented += weight;
    if (config.fixedShift().isEmpty() && recorded > limit) {
      limit += budget();
      set(Math.min(shift + 1, RecordingControl.MAX_RATIO_SHIFT));
    }
  }

  /** Deletions came in of which nothing else is known. */
  public void dropped(long weight) {
    represented += weight;
  }

  /** Ends the period if it is over. */
  public void tick(long nowNanos) {
    long length = nowNanos - periodStart;
    if (length < PERIOD_NANOS) {
      return;
    }
    if (config.fixedShift().isEmpty()) {
      int fitting = RateFit.shift(represented, length, budget(), RecordingControl.MAX_RATIO_SHIFT);
      set(Math.max(fitting, shift - 1));
    }
    periodStart = nowNanos;
    recorded = 0;
    represented = 0;
    limit = budget();
  }

  /** Keeps to a budget that is a power of two smaller, from the next period on. */
  public void throttle(int newShift) {
    throttle = newShift;
  }

  /** The ratio in force is 2<sup>-shift</sup>. */
  public int shift() {
    return shift;
  }

  private long budget() {
    return Math.max(1, config.budget() >> throttle);
  }

  private void set(int newShift) {
    shift = newShift;
    knob.set(newShift);
  }
}
