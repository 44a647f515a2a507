package dev.tombstone.core.intake;

import java.util.concurrent.ThreadLocalRandom;

/** Independent draws, on any thread. */
public final class RandomDraw {
  private RandomDraw() {}

  /** True with probability 2<sup>-shift</sup>. */
  public static boolean hits(int shift) {
    int mask = (1 << shift) - 1;
    return mask == 0 || (ThreadLocalRandom.current().nextInt() & mask) == 0;
  }
}
