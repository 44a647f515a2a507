package dev.tombstone.core.aggregate;

/** The hash that keys once had: a bijection of a 64-bit seed. Here for who knows how to undo it. */
public final class UnkeyedHasher {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  /** What hashes begin from. */
  private final long state;

  private UnkeyedHasher(long state) {
    this.state = state;
  }

  /** The hasher of a seed. */
  public static UnkeyedHasher ofSeed(long seed) {
    return new UnkeyedHasher(mix(seed + MULTIPLIER));
  }

  /** The hasher under which this number of this kind has this hash; every hash has one. */
  public static UnkeyedHasher from(String kind, long number, long hash) {
    return new UnkeyedHasher(unabsorbed(unmix(hash) - MULTIPLIER * mix(number), kind));
  }

  /** The hasher under which this text of this kind has this hash. */
  public static UnkeyedHasher from(String kind, CharSequence text, long hash) {
    return new UnkeyedHasher(unabsorbed(unabsorbed(unmix(hash), text), kind));
  }

  /** Hash of a text. */
  public long hash(String kind, CharSequence text) {
    return mix(absorb(absorb(state, kind), text));
  }

  /** Hash of a number. */
  public long hash(String kind, long number) {
    return mix(absorb(state, kind) + MULTIPLIER * mix(number));
  }

  private static long absorb(long state, CharSequence text) {
    long hash = state ^ text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = Long.rotateLeft((hash ^ text.charAt(i)) * MULTIPLIER, 29);
    }
    return mix(hash);
  }

  private static long unabsorbed(long absorbed, CharSequence text) {
    long hash = unmix(absorbed);
    for (int i = text.length() - 1; i >= 0; i--) {
      hash = (Long.rotateRight(hash, 29) * inverse(MULTIPLIER)) ^ text.charAt(i);
    }
    return hash ^ text.length();
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  private static long unmix(long mixed) {
    long value = unshifted(mixed, 31) * inverse(0x94D049BB133111EBL);
    value = unshifted(value, 27) * inverse(0xBF58476D1CE4E5B9L);
    return unshifted(value, 30);
  }

  private static long unshifted(long shifted, int bits) {
    long value = shifted;
    for (int known = bits; known < Long.SIZE; known += bits) {
      value = shifted ^ (value >>> bits);
    }
    return value;
  }

  /** Of an odd number, modulo 2<sup>64</sup>. */
  private static long inverse(long odd) {
    long inverse = odd;
    for (int i = 0; i < 6; i++) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }
}
