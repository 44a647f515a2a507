package dev.tombstone.model.sketch;

import java.util.Comparator;

/**
 * What a category of a sketch stands for.
 *
 * @param map binary name of the map class
 * @param operation category of the operation, {@code remove} say
 */
public record SketchCategory(String map, String operation) implements Comparable<SketchCategory> {
  private static final Comparator<SketchCategory> ORDER =
      Comparator.comparing(SketchCategory::map).thenComparing(SketchCategory::operation);

  @Override
  public int compareTo(SketchCategory other) {
    return ORDER.compare(this, other);
  }
}
