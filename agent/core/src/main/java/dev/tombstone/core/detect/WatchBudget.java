package dev.tombstone.core.detect;

import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * Chooses the maps that are watched, so that no more than {@value #BUDGET} operations a second are
 * shown to detectors: all maps while that holds, then a half, a quarter and so on, each part for
 * {@value #TURN_MILLIS} ms, one part after the other.
 *
 * <p>A part is given up for a smaller one as soon as it has used up what a whole round may take; a
 * round that took less than a quarter of it is followed by one with larger parts. So a map that is
 * changed millions of times a second, rightly, under a lock, is watched for a small part of the
 * time, and the others hardly less than before.
 *
 * <p>Programs that make many short-lived maps are spared first: above {@value #YOUNG_BUDGET}
 * operations a second maps that have hardly changed are not watched, for {@value
 * #WITHOUT_YOUNG_MILLIS} ms, and then tried again for one turn. For the first {@value
 * #GRACE_MILLIS} ms all maps are watched whatever it takes: programs that break their maps often do
 * so at once. For one thread.
 */
final class WatchBudget {
  static final long BUDGET = 250_000;
  static final int TURN_MILLIS = 100;

  static final long YOUNG_BUDGET = BUDGET / 2;
  static final int WITHOUT_YOUNG_MILLIS = 10_000;
  static final int GRACE_MILLIS = 5_000;
  static final int GRACE_TURNS = 4;

  /** A round then takes 100 seconds. */
  static final int MOST_ADAPTIVE = 10;

  private static final long TURN_NANOS = TURN_MILLIS * 1_000_000L;
  private static final long GRACE_NANOS = GRACE_MILLIS * 1_000_000L;
  private static final long WITHOUT_YOUNG_NANOS = WITHOUT_YOUNG_MILLIS * 1_000_000L;
  private static final long BUDGET_PER_TURN = BUDGET * TURN_MILLIS / 1_000;

  /** Takes the choice. */
  interface Chooser {
    /** Watches that one of 2<sup>shift</sup> parts, with or without maps that hardly changed. */
    void choose(int shift, int turn, boolean young);
  }

  private final boolean adaptive;
  private final LongSupplier observed;
  private final Chooser chooser;
  private int shift;
  private int turn;
  private int turnsOfRound;
  private long observedBefore;
  private long observedInRound;
  private long turnBegan;
  private long began;
  private long youngLeftOut;
  private boolean young = true;

  /**
   * A budget.
   *
   * @param fixedShift how many parts, as a power of two; empty to adapt
   * @param observed operations shown so far
   */
  WatchBudget(OptionalInt fixedShift, LongSupplier observed, Chooser chooser) {
    adaptive = fixedShift.isEmpty();
    shift = fixedShift.orElse(0);
    this.observed = observed;
    this.chooser = chooser;
  }

  /** Begins anew, with all maps or the fixed share. */
  void begin(long nowNanos) {
    if (adaptive) {
      shift = 0;
    }
    young = true;
    observedBefore = observed.getAsLong();
    turnBegan = nowNanos;
    began = nowNanos;
    beginRound(young);
  }

  /** To be called often; does something once a turn. */
  void tick(long nowNanos) {
    if (nowNanos - turnBegan < TURN_NANOS) {
      return;
    }
    long turns = Math.max(1, (nowNanos - turnBegan) / TURN_NANOS);
    turnBegan = nowNanos;
    long now = observed.getAsLong();
    long observedNow = now - observedBefore;
    observedInRound += observedNow;
    observedBefore = now;
    turnsOfRound += (int) Math.min(turns, 1 << shift);
    turn++;
    if (!adaptive) {
      chooser.choose(shift, turn, true);
      return;
    }
    if (nowNanos - began <= GRACE_NANOS) {
      beginRound(turn % GRACE_TURNS != 0);
      return;
    }
    if (young && observedNow > YOUNG_BUDGET * TURN_MILLIS / 1_000 * turns) {
      young = false;
      youngLeftOut = nowNanos;
      beginRound(young);
      return;
    }
    young = young || nowNanos - youngLeftOut >= WITHOUT_YOUNG_NANOS;
    long allowance = BUDGET_PER_TURN * Math.max(turns, 1L << shift);
    if (observedInRound > allowance && shift < MOST_ADAPTIVE) {
      while (observedInRound > BUDGET_PER_TURN << shift && shift < MOST_ADAPTIVE) {
        shift++;
      }
      beginRound(young);
    } else if (turnsOfRound >= 1 << shift) {
      if (observedInRound < allowance / 4 && shift > 0) {
        shift--;
      }
      beginRound(young);
    } else {
      chooser.choose(shift, turn, young);
    }
  }

  private void beginRound(boolean withYoung) {
    turnsOfRound = 0;
    observedInRound = 0;
    chooser.choose(shift, turn, withYoung);
  }
}
