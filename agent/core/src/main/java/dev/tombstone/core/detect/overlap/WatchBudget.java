package dev.tombstone.core.detect.overlap;

import java.util.OptionalInt;

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
 * <p>Above {@value #YOUNG_BUDGET} operations a second, maps that have hardly changed are not
 * watched, for {@value #WITHOUT_YOUNG_MILLIS} ms, and of the others a quarter of the operations is;
 * then all is tried again for one turn.
 *
 * <p>An operation that is not shown pays as well, for finding that out. Where there are more than
 * {@value #OPERATIONS} a second, counted for a moment every {@value #COUNT_MILLIS} ms, all watching
 * pauses after each turn, for as long as keeps those that pay at that rate; the turn may then take
 * what would have been allowed in the pause.
 *
 * <p>For the first {@value #GRACE_MILLIS} ms all maps are watched whatever it takes: programs that
 * break their maps often do so at once. For one thread.
 */
final class WatchBudget {
  static final long BUDGET = 60_000;
  static final int TURN_MILLIS = 100;

  static final long YOUNG_BUDGET = BUDGET / 2;
  static final int WITHOUT_YOUNG_MILLIS = 10_000;
  static final int GRACE_MILLIS = 5_000;
  static final int GRACE_TURNS = 4;

  /** A round then takes 100 seconds. */
  static final int MOST_ADAPTIVE = 10;

  static final long OPERATIONS = 2_000_000;
  static final int COUNT_MILLIS = 5_000;

  /** Operations of one thread, after which a count ends: the first few are not compiled yet. */
  static final int COUNTED = 65_536;

  /** A turn is then followed by 31 times its length of pause. */
  static final int LONGEST_PAUSE = 5;

  private static final long TURN_NANOS = TURN_MILLIS * 1_000_000L;
  private static final long GRACE_NANOS = GRACE_MILLIS * 1_000_000L;
  private static final long WITHOUT_YOUNG_NANOS = WITHOUT_YOUNG_MILLIS * 1_000_000L;
  private static final long COUNT_NANOS = COUNT_MILLIS * 1_000_000L;
  private static final long BUDGET_PER_TURN = BUDGET * TURN_MILLIS / 1_000;

  /** What is watched. */
  interface Watch {
    /** Operations shown so far. */
    long observed();

    /** Watches that one of 2<sup>shift</sup> parts, with or without maps that hardly changed. */
    void choose(int shift, int turn, boolean young);

    /** Watches nothing. */
    void pause();

    /** Counts operations instead, at most so many of a thread, then watches as before. */
    void count(int most);

    /** Ends the count: operations a second, -1 if that cannot be said. */
    long operationsPerSecond();

    /** Goes through all of the above, as far as application threads would, on this thread. */
    void warmUp();
  }

  private final boolean adaptive;
  private final Watch watch;
  private int shift;
  private int turn;
  private int turnsOfRound;
  private long observedBefore;
  private long observedInRound;
  private long turnBegan;
  private long began;
  private long youngLeftOut;
  private boolean young = true;
  private boolean counting;
  private long counted;
  private int pauseShift;
  private long pauseNanos;
  private long restBegan;

  /**
   * A budget.
   *
   * @param fixedShift how many parts, as a power of two; empty to adapt
   */
  WatchBudget(OptionalInt fixedShift, Watch watch) {
    adaptive = fixedShift.isEmpty();
    shift = fixedShift.orElse(0);
    this.watch = watch;
  }

  /** Begins anew, with all maps or the fixed share. */
  void begin(long nowNanos) {
    if (adaptive) {
      shift = 0;
    }
    young = true;
    counting = false;
    counted = nowNanos;
    pauseShift = 0;
    pauseNanos = 0;
    observedBefore = watch.observed();
    turnBegan = nowNanos;
    began = nowNanos;
    beginRound(young);
  }

  /** To be called often; does something once a turn. */
  void tick(long nowNanos) {
    if (pauseNanos > 0) {
      if (nowNanos - restBegan >= pauseNanos) {
        pauseNanos = 0;
        turnBegan = nowNanos;
        watch.choose(shift, turn, young);
        count(nowNanos);
      }
      return;
    }
    long elapsed = nowNanos - turnBegan;
    if (elapsed < TURN_NANOS) {
      return;
    }
    turnBegan = nowNanos;
    turn++;
    if (!adaptive) {
      watch.choose(shift, turn, true);
      return;
    }
    if (nowNanos - began <= GRACE_NANOS) {
      watch.warmUp();
      observedBefore = watch.observed();
      beginRound(turn % GRACE_TURNS != 0);
      return;
    }
    takeCount();
    long turns = elapsed / TURN_NANOS;
    turnsOfRound += (int) Math.min(turns, 1 << shift);
    chooseNext(nowNanos, turns << pauseShift);
    if (pauseShift > 0) {
      watch.pause();
      restBegan = nowNanos;
      pauseNanos = elapsed * ((1L << pauseShift) - 1);
    } else {
      count(nowNanos);
    }
  }

  /** The turn that ends is to be judged as so many, with the pause that came before it. */
  private void chooseNext(long nowNanos, long turns) {
    long now = watch.observed();
    long observedNow = now - observedBefore;
    observedInRound += observedNow;
    observedBefore = now;
    if (young && observedNow > YOUNG_BUDGET * TURN_MILLIS / 1_000 * turns) {
      young = false;
      youngLeftOut = nowNanos;
      beginRound(young);
      return;
    }
    young = young || nowNanos - youngLeftOut >= WITHOUT_YOUNG_NANOS;
    long perTurn = BUDGET_PER_TURN << pauseShift;
    long allowance = Math.max(BUDGET_PER_TURN * turns, perTurn << shift);
    if (observedInRound > allowance && shift < MOST_ADAPTIVE) {
      while (observedInRound > perTurn << shift && shift < MOST_ADAPTIVE) {
        shift++;
      }
      beginRound(young);
    } else if (turnsOfRound >= 1 << shift) {
      if (observedInRound < allowance / 4 && shift > 0) {
        shift--;
      }
      beginRound(young);
    } else {
      watch.choose(shift, turn, young);
    }
  }

  private void beginRound(boolean withYoung) {
    turnsOfRound = 0;
    observedInRound = 0;
    watch.choose(shift, turn, withYoung);
  }

  /** Begins a count if it is time for one. */
  private void count(long nowNanos) {
    if (nowNanos - counted >= COUNT_NANOS) {
      counted = nowNanos;
      counting = true;
      watch.count(COUNTED);
    }
  }

  private void takeCount() {
    if (!counting) {
      return;
    }
    counting = false;
    long perSecond = watch.operationsPerSecond();
    if (perSecond >= 0) {
      pauseShift = 0;
      while (perSecond >> pauseShift > OPERATIONS && pauseShift < LONGEST_PAUSE) {
        pauseShift++;
      }
    }
  }
}
