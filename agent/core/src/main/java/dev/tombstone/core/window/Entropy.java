package dev.tombstone.core.window;

import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Numbers that nobody can guess, for seeds. From the system's device where it has one: {@code
 * SecureRandom} reads the same, and a hundred classes first.
 */
public final class Entropy {
  private static final String DEVICE = "/dev/urandom";

  /** A new number each time. */
  public static final RandomGenerator SEEDS = Entropy::next;

  private Entropy() {}

  /** A random UUID, version 4. */
  public static UUID uuid() {
    long high = (next() & ~0xF000L) | 0x4000L;
    long low = (next() & ~(3L << 62)) | (2L << 62);
    return new UUID(high, low);
  }

  private static long next() {
    try (DataInputStream in = new DataInputStream(new FileInputStream(DEVICE))) {
      return in.readLong();
    } catch (IOException noSuchDevice) {
      return new SecureRandom().nextLong();
    }
  }
}
