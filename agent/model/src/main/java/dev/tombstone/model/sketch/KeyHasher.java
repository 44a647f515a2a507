package dev.tombstone.model.sketch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;

/**
 * 64-bit hashes of keys under a secret of 128 bits: {@link SipHash}. Whoever does not have the
 * secret can neither choose keys that collide, nor try a guess against a hash, nor find the secret
 * from keys whose hashes he knows. Two of a million keys share a hash with probability below 3e-8.
 *
 * <p>Not thread-safe.
 */
public final class KeyHasher {
  private final SipHash function;

  /** A hasher whose values differ from any other secret's. */
  public KeyHasher(long firstHalf, long secondHalf) {
    function = new SipHash(firstHalf, secondHalf);
  }

  /** A hasher with a secret that nobody else has. */
  public static KeyHasher random(RandomGenerator random) {
    return new KeyHasher(random.nextLong(), random.nextLong());
  }

  /** The hasher of a use, for a salt: equal where both are. */
  public static KeyHasher of(String use, String salt) {
    ByteBuffer secret = ByteBuffer.wrap(derived(use, salt));
    return new KeyHasher(secret.getLong(), secret.getLong());
  }

  /** What is derived from a salt for a use; says nothing of what is derived for another. */
  public static long wordOf(String use, String salt) {
    return ByteBuffer.wrap(derived(use, salt)).getLong();
  }

  /** Hash of a text, of the kind given so that {@code "42"} and {@code 42} differ. */
  public long hash(String kind, CharSequence text) {
    beginWith(kind);
    function.add(text.length());
    return function.end(text);
  }

  /** Hash of a number of the kind given. */
  public long hash(String kind, long number) {
    beginWith(kind);
    function.add(-1);
    function.add(number);
    return function.end(0, 0);
  }

  /** Hash of another hasher's hash: tells nothing of it to those who do not have this secret. */
  public long hash(long hash) {
    function.begin();
    function.add(hash);
    return function.end(0, 0);
  }

  private void beginWith(String kind) {
    function.begin();
    function.add(kind.length());
    function.addPadded(kind);
  }

  private static byte[] derived(String use, String salt) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(("tombstone " + use + '\n' + salt).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The finish of SplitMix64 (Steele, Lea, Flood 2014): for random draws, no secret is in it. */
  static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
