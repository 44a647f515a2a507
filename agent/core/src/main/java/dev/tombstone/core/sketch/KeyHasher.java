package dev.tombstone.core.sketch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 64-bit hashes that decide a key's identity. Seeded, so that keys cannot be chosen to collide as
 * they can under {@code String.hashCode}.
 *
 * <p>Text is absorbed a character at a time by multiplication and rotation and finished as
 * SplitMix64 does (Steele, Lea, Flood 2014). Two of a million keys share a hash with probability
 * below 3e-8.
 */
public final class KeyHasher {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final long seed;

  /** A hasher whose values differ from any other seed's. */
  public KeyHasher(long seed) {
    this.seed = mix(seed + MULTIPLIER);
  }

  /** The hasher of a use, for a secret: equal where both are. */
  public static KeyHasher of(String use, String secret) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((use + '\n' + secret).getBytes(StandardCharsets.UTF_8));
      return new KeyHasher(ByteBuffer.wrap(digest).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Hashers with the same answer here hash alike. */
  public long keySpace() {
    return hash("key space", 0);
  }

  /** Hash of a text, of the kind given so that {@code "42"} and {@code 42} differ. */
  public long hash(String kind, CharSequence text) {
    return mix(absorb(absorb(seed, kind), text));
  }

  /** Hash of a number of the kind given. */
  public long hash(String kind, long number) {
    return mix(absorb(seed, kind) + MULTIPLIER * mix(number));
  }

  private static long absorb(long state, CharSequence text) {
    long hash = state ^ text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = Long.rotateLeft((hash ^ text.charAt(i)) * MULTIPLIER, 29);
    }
    return mix(hash);
  }

  static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
