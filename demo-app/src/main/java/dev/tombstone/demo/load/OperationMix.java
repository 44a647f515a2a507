package dev.tombstone.demo.load;

import java.util.SplittableRandom;

/** Draws what customers do: 65 % read, 22 % delete, 13 % write, on Zipf-popular things. */
public final class OperationMix {
  private static final int THINGS = 100_000;
  private static final double EXPONENT = 1.3;

  private final SplittableRandom random;
  private final Zipf popularity;

  /** A mix; the same seed draws the same. */
  public OperationMix(long seed) {
    random = new SplittableRandom(seed);
    popularity = new Zipf(THINGS, EXPONENT, random.split());
  }

  /**
   * The next operation as the batch endpoint reads it: {@code R}, {@code D} or {@code W} and a
   * number.
   */
  public String next() {
    int percent = random.nextInt(100);
    char kind = percent < 65 ? 'R' : percent < 87 ? 'D' : 'W';
    return kind + Integer.toString(popularity.next());
  }
}
