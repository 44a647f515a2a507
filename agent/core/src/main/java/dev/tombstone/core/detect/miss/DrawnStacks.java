package dev.tombstone.core.detect.miss;

import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.hook.sampling.RandomNumbers;

/**
 * Whose stack is taken of many misses that each mean little: drawn at random, about {@value
 * #PER_SECOND} in a second. The first ones of each second would be the same lines again and again.
 */
final class DrawnStacks {
  static final int PER_SECOND = 20;

  private final WatcherStack stacks = new WatcherStack(2 * PER_SECOND);

  /** Misses that asked in this second; counted racily. */
  private int asked;

  /** One in 2 to the power of this is drawn. */
  private volatile int shift;

  /** Whether the stack of this miss may be taken. */
  boolean draws() {
    asked++;
    return RandomNumbers.hits(shift) && stacks.allowed();
  }

  /** Begins another second, for which the last one says how many will ask. */
  void everySecond() {
    int expected = asked / PER_SECOND;
    shift = expected == 0 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(expected);
    asked = 0;
    stacks.refill();
  }
}
