package dev.tombstone.model.sketch;

import java.util.Comparator;

/**
 * What a label of a sketch stands for.
 *
 * @param map binary name of the map class
 * @param operation label of the operation, {@code remove} say
 */
public record SketchLabel(String map, String operation) implements Comparable<SketchLabel> {
  private static final Comparator<SketchLabel> ORDER =
      Comparator.comparing(SketchLabel::map).thenComparing(SketchLabel::operation);

  @Override
  public int compareTo(SketchLabel other) {
    return ORDER.compare(this, other);
  }
}
