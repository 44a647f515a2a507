package dev.tombstone.agent.contract;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Arguments that a map may choke on; none of them is in any map. */
final class BadKeys {
  private BadKeys() {}

  /** Every other time one that the map may have. */
  static @Nullable Object anyKey(Subject subject, Random random) {
    return random.nextBoolean() ? badKey(subject, random) : subject.anyKey(random);
  }

  /** The same, of values. */
  static @Nullable Object anyValue(Subject subject, Random random) {
    return random.nextBoolean() ? new BadEquals(0) : subject.anyValue(random);
  }

  static @Nullable Object badKey(Subject subject, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new BadHash();
      case 1 -> new BadEquals(subject.keys()[random.nextInt(subject.keys().length)].hashCode());
      case 2 -> new Object();
      default -> null;
    };
  }

  /** Its hash cannot be had, nor its text. */
  static final class BadHash {
    @Override
    public int hashCode() {
      throw new Step.Interruption();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      throw new Step.Interruption();
    }

    @Override
    public String toString() {
      throw new Step.Interruption();
    }
  }

  /** It has the hash of another, but cannot be compared. */
  static final class BadEquals {
    private final int hash;

    BadEquals(int hash) {
      this.hash = hash;
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      throw new Step.Interruption();
    }
  }
}
