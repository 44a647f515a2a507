package dev.tombstone.benchmarks.hotkeys;

import java.util.SplittableRandom;

/**
 * Picks each event with probability 2<sup>-shift</sup>, by a geometric countdown as the agent does.
 */
final class EventSampler {
  private final SplittableRandom random;
  private final double logOfRefusal;
  private long left;

  EventSampler(int shift, long seed) {
    random = new SplittableRandom(seed);
    logOfRefusal = shift == 0 ? 0 : Math.log1p(-Math.scalb(1.0, -shift));
    left = draw();
  }

  boolean next() {
    if (left > 0) {
      left--;
      return false;
    }
    left = draw();
    return true;
  }

  private long draw() {
    return logOfRefusal == 0 ? 0 : (long) (Math.log(1 - random.nextDouble()) / logOfRefusal);
  }
}
