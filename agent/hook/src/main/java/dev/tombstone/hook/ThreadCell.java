package dev.tombstone.hook;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What one thread at a time owns of the recording path: its counts, so that counting is a plain
 * addition and no atomic one, and a countdown to its next sampled call, so that no call draws a
 * random number but the sampled ones.
 *
 * <p>The owner alone writes. Counts are written plainly and read racily: a sum may miss additions
 * still under way, and misses none once the writers are quiet and a happens-before edge leads to
 * the reader. HotSpot writes a long in one piece on every 64-bit platform, and does not keep it in
 * a register across the volatile reads between two deletions.
 *
 * <p>The countdown is geometric, as independent draws with probability p give it. At 0 the thread
 * is armed: its next deletion is sampled.
 */
final class ThreadCell {
  /** Map classes counted in cells; those that appear later use the shared adders. */
  static final int MAP_CLASSES = 64;

  /** Deletions to go to the sampled one; the words before it keep other objects off its line. */
  private static final int COUNTDOWN = 8;

  /** Shift that the countdown was drawn with, or {@link Sampling#NEVER}. */
  private static final int SHIFT = 9;

  /** Gate word that the countdown was drawn under; no such word is {@link #NO_GATE}. */
  private static final int GATE = 10;

  private static final int IS_ARMED = 11;
  private static final int RANDOM = 12;
  private static final long NO_GATE = 1;
  private static final int FIRST_COUNT = 16;
  private static final int ROW = 2 * Operation.COUNT;
  private static final long[] NO_WORDS = new long[0];

  private final AtomicReference<@Nullable Thread> claim = new AtomicReference<>();

  /** What {@code claim} says, for its owner to read without ordering; others may read stale. */
  @Nullable Thread owner;

  /** Made by the first owner. */
  private volatile long[] words = NO_WORDS;

  /** Whether the owner is inside the observer; the owner only. */
  private boolean observing;

  private long observed;

  /** Index of the first count of a map class, or a number past every array's end. */
  static int rowOf(int mapIndex) {
    return mapIndex >= 0 && mapIndex < MAP_CLASSES
        ? FIRST_COUNT + mapIndex * ROW
        : Integer.MAX_VALUE - ROW;
  }

  /** Adds to a count if there is room for it; the owner only. */
  boolean add(int word, long count) {
    long[] all = words;
    if (word < all.length) {
      all[word] += count;
      return true;
    }
    return word < FIRST_COUNT + MAP_CLASSES * ROW && addGrown(word, count);
  }

  long get(int word) {
    long[] all = words;
    return word < all.length ? all[word] : 0;
  }

  /**
   * Counts a deletion that is not sampled; false, with nothing done, if it may be or if there is no
   * room for the count. The owner only.
   */
  boolean addUnsampled(int word, long count) {
    long[] all = words;
    if (word >= all.length || all[GATE] != Gate.word()) {
      return false;
    }
    long left = all[COUNTDOWN];
    if (left <= 1) {
      return false;
    }
    all[COUNTDOWN] = left - 1;
    all[word] += count;
    return true;
  }

  /** Whether the next deletion is to be sampled; the owner only. */
  boolean isArmed() {
    return words[IS_ARMED] != 0;
  }

  /**
   * Takes a deletion off the countdown: the shift it is sampled with, or {@link Sampling#NEVER}.
   * The owner only.
   */
  int advance() {
    long[] all = words;
    long gate = Gate.closed(Gate.word());
    boolean wasArmed = all[IS_ARMED] != 0;
    if (all[GATE] != gate) {
      all[GATE] = gate;
      wasArmed = false;
      draw(all);
    }
    int sampled = Sampling.NEVER;
    if (all[COUNTDOWN] > 0) {
      all[COUNTDOWN]--;
    } else {
      sampled = (int) all[SHIFT];
      draw(all);
    }
    setArmed(all, wasArmed, all[COUNTDOWN] == 0);
    return sampled;
  }

  /** False if the owner is inside the observer already. */
  boolean beginObserving() {
    if (observing) {
      return false;
    }
    observing = true;
    return true;
  }

  /** A positive number that this cell has not given out before; the owner only. */
  long nextSerial() {
    return ++observed;
  }

  void endObserving() {
    observing = false;
  }

  boolean claim(Thread thread) {
    Thread before = claim.get();
    if (before != thread
        && ((before != null && before.isAlive()) || !claim.compareAndSet(before, thread))) {
      return false;
    }
    if (words == NO_WORDS) {
      long[] first = new long[FIRST_COUNT];
      first[GATE] = NO_GATE;
      first[RANDOM] = ThreadLocalRandom.current().nextLong();
      words = first;
      ThreadCells.noteUsed(this);
    }
    observing = false;
    owner = thread;
    return true;
  }

  void releaseIfDead() {
    Thread before = claim.get();
    if (before == null
        || before.isAlive()
        || !claim.compareAndSet(before, Thread.currentThread())) {
      return;
    }
    owner = null;
    long[] all = words;
    setArmed(all, all[IS_ARMED] != 0, false);
    all[GATE] = NO_GATE;
    claim.set(null);
  }

  private static void setArmed(long[] all, boolean before, boolean now) {
    if (before != now) {
      Sampling.arm(all[GATE], now ? 1 : -1);
    }
    all[IS_ARMED] = now ? 1 : 0;
  }

  /** Draws the countdown anew with the ratio in force. */
  private static void draw(long[] all) {
    int shift = Sampling.shift();
    all[SHIFT] = shift;
    if (shift > 0) {
      double uniform = ((random(all) >>> 11) + 0.5) * 0x1p-53;
      all[COUNTDOWN] = (long) (Math.log(uniform) / Math.log1p(-Math.scalb(1.0, -shift)));
    } else {
      all[COUNTDOWN] = shift == 0 ? 0 : Long.MAX_VALUE;
    }
  }

  /** Next number of the SplitMix64 sequence (Steele, Lea, Flood 2014). */
  private static long random(long[] all) {
    long z = all[RANDOM] += 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private boolean addGrown(int word, long count) {
    long[] grown = new long[(word / ROW + 2) * ROW + FIRST_COUNT];
    System.arraycopy(words, 0, grown, 0, words.length);
    grown[word] += count;
    words = grown;
    return true;
  }
}
