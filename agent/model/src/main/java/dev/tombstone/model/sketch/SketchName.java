package dev.tombstone.model.sketch;

import java.util.Comparator;

/**
 * What is shown of a key.
 *
 * @param text by the rules of {@code keys.display}
 * @param keyClass binary name of its class
 */
public record SketchName(String text, String keyClass) implements Comparable<SketchName> {
  private static final Comparator<SketchName> ORDER =
      Comparator.comparing(SketchName::text).thenComparing(SketchName::keyClass);

  /**
   * A key of a key space: hashes of one space are equal where the keys are.
   *
   * @param keySpace hashes are comparable where it is equal
   * @param hash by a hasher of that space
   */
  public record Key(long keySpace, long hash) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparingLong(Key::keySpace).thenComparingLong(Key::hash);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  @Override
  public int compareTo(SketchName other) {
    return ORDER.compare(this, other);
  }
}
