package dev.tombstone.hook.sampling;

import dev.tombstone.hook.ThreadCell;
import dev.tombstone.hook.jdk.ArrayLayout;
import jdk.internal.misc.Unsafe;

/**
 * Random numbers for the recording path: SplitMix64 (Steele, Lea, Flood 2014).
 *
 * <p>Not {@code ThreadLocalRandom}: on an application's thread that would be the JDK's class
 * initialised in the middle of a deletion, and on JDK 17 a call of {@code Thread.getId}, which the
 * application may override.
 *
 * <p>The state is a word that every draw moves on by one atomic addition. A thread with a {@link
 * ThreadCell} draws its countdowns from a state of its own.
 */
public final class RandomNumbers {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long[] STATE = {
    System.nanoTime() ^ (long) System.identityHashCode(new Object()) << Integer.SIZE
  };

  private RandomNumbers() {}

  /** 64 random bits; any thread. */
  public static long next() {
    return mixed(UNSAFE.getAndAddLong(STATE, ArrayLayout.ofLong(0), GAMMA));
  }

  /** True with probability 2<sup>-shift</sup>; shifts from 0 to 63. */
  public static boolean hits(int shift) {
    return shift == 0 || next() >>> (Long.SIZE - shift) == 0;
  }

  /** The state that comes after this one. */
  public static long advanced(long state) {
    return state + GAMMA;
  }

  /** The number that belongs to a state. */
  public static long mixed(long state) {
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
