package dev.tombstone.core.detect;

/**
 * Which maps the detectors look at: all of them while few operations are to be looked at, a power
 * of two fewer of the maps above {@value #BUDGET} a second, and then all of them in turn. Told of
 * the time, never asks for it.
 */
final class MapChoice {
  /** Operations on shared maps that are looked at in a second. */
  static final long BUDGET = 50_000;

  private static final long LOOK_NANOS = 100_000_000L;
  private static final long TURN_NANOS = 1_000_000_000L;
  private static final int MOST = 16;

  private final Knob knob;
  private long lastLook;
  private long lastTurn;
  private long seen;
  private int shift;
  private int turn;

  /** Chooses maps in the recording path. */
  interface Knob {
    /** Every 2<sup>shift</sup>-th map, others for each turn. */
    void set(int shift, int turn);
  }

  MapChoice(Knob knob) {
    this.knob = knob;
  }

  /** Told how many operations have been looked at since start. */
  void tick(long nowNanos, long observed) {
    long elapsed = nowNanos - lastLook;
    if (elapsed < LOOK_NANOS) {
      return;
    }
    double rate = (observed - seen) * 1e9 / elapsed;
    lastLook = nowNanos;
    seen = observed;
    int before = shift;
    if (rate > BUDGET) {
      shift = Math.min(MOST, shift + (int) Math.ceil(Math.log(rate / BUDGET) / Math.log(2)));
    }
    boolean turns = nowNanos - lastTurn >= TURN_NANOS;
    if (turns) {
      lastTurn = nowNanos;
      turn++;
      if (rate < BUDGET / 4 && shift > 0) {
        shift--;
      }
    }
    if (shift != before || (turns && shift > 0)) {
      knob.set(shift, turn);
    }
  }

  /** One in 2<sup>shift</sup> maps is looked at. */
  int shift() {
    return shift;
  }
}
