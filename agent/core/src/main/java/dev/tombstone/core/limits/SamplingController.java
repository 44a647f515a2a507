package dev.tombstone.core.limits;

import dev.tombstone.core.config.SamplingConfig;
import dev.tombstone.hook.RecordingControl;

/**
 * Keeps the deletions recorded in detail near the budget: all of them while the rate is below it, a
 * power of two fewer above.
 *
 * <p>The budget is what was asked for, or what can be {@linkplain EventCost afforded} where that is
 * less. Works in periods of a second. A period that has used up its budget halves the ratio at
 * once, and again for each further {@value #PARTS}th of it; at its end the ratio is set for the
 * rate just seen, and raised by one step at most. Told of the time, never asks for it.
 */
public final class SamplingController {
  private static final long PERIOD_NANOS = 1_000_000_000L;
  private static final long UNKNOWN = -1;

  /** A budget is exceeded by no more than a few of these parts. */
  private static final int PARTS = 4;

  private final SamplingKnob knob;
  private final EventCost cost;
  private SamplingConfig config;
  private long periodStart;
  private long recorded;
  private long represented;

  /** Recorded, and {@link #spent} has been told of them in this period, or not yet. */
  private long paid;

  private long unpaid;

  /** In the period under way, or {@link #UNKNOWN}. */
  private long spentNanos = UNKNOWN;

  private long limit;
  private int shift;
  private int throttle;

  /** Sets the ratio in the recording path. */
  public interface SamplingKnob {
    void set(int shift);
  }

  /** A controller of this knob. */
  public SamplingController(
      SamplingConfig config, EventCost cost, SamplingKnob knob, long nowNanos) {
    this.knob = knob;
    this.cost = cost;
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
    unpaid++;
    represented += weight;
    // What was drawn before the latest step says nothing about it.
    if (config.fixedShift().isEmpty() && recorded > limit && weight >= 1L << shift) {
      limit += Math.max(1, budget() / PARTS);
      set(Math.min(shift + 1, RecordingControl.MAX_RATIO_SHIFT));
    }
  }

  /** Deletions came in of which nothing else is known. */
  public void dropped(long weight) {
    represented += weight;
  }

  /**
   * Recording has taken so much processor time of the thread that takes events in.
   *
   * @param ofMachine share of the machine's processor time that the whole JVM takes
   */
  public void spent(long nanos, double ofMachine) {
    cost.used(ofMachine);
    spentNanos = Math.max(0, spentNanos) + nanos;
    paid += unpaid;
    unpaid = 0;
  }

  /** Ends the period if it is over. */
  public void tick(long nowNanos) {
    long length = nowNanos - periodStart;
    if (length < PERIOD_NANOS) {
      return;
    }
    cost.period(paid, spentNanos);
    spentNanos = UNKNOWN;
    paid = 0;
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
    return Math.max(1, Math.min(config.budget(), cost.affordable()) >> throttle);
  }

  private void set(int newShift) {
    shift = newShift;
    knob.set(newShift);
  }
}
