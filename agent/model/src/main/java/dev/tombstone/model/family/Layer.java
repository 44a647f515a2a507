package dev.tombstone.model.family;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is woven for detectors beyond counting, each while a detector wants it. */
public enum Layer {
  /** Entry and exit of operations that change a map which allows one thread at a time. */
  MUTATIONS,
  /** A loop that is about to fail because its map was changed: nothing runs until it does. */
  FAILURE,
  /** A removal from a map whose loops notice it. */
  REMOVAL,
  /** A loop that begins. */
  LOOP_BEGIN,
  /** A loop that comes to its end. */
  LOOP_END,
  /** Work on tables: a resize, help with one, the removal of entries whose keys were collected. */
  RESIZE,
  /** An insertion into a map that holds its keys weakly. */
  WEAK_INSERT,
  /** Calls that remove many entries at once. */
  BULK;

  /** What to weave. */
  public List<WeavePoint> points() {
    List<WeavePoint> points = new ArrayList<>();
    for (MapFamily family : MapFamilies.all()) {
      points.addAll(family.points(this));
    }
    return points;
  }

  /**
   * Layers, each woven into all map classes, and removals woven into some map classes besides.
   * Immutable. No record, whose {@code equals} takes long to link.
   */
  public static final class Woven {
    /** Nothing. */
    public static final Woven NOTHING = new Woven(Set.of(), Set.of());

    private final Set<Layer> layers = EnumSet.noneOf(Layer.class);
    private final Set<String> removalsOf;

    /**
     * These.
     *
     * @param removalsOf names of map classes into which {@link Layer#REMOVAL} is woven in any case
     */
    public Woven(Set<Layer> layers, Set<String> removalsOf) {
      this.layers.addAll(layers);
      this.removalsOf = Set.copyOf(removalsOf);
    }

    /** Whether each removal from a map of this class is noted. */
    public boolean notesRemovalsFrom(Class<?> map) {
      if (layers.contains(REMOVAL)) {
        return true;
      }
      List<String> bodies = MapFamilies.mapTypes(map, REMOVAL);
      return !bodies.isEmpty() && removalsOf.containsAll(bodies);
    }

    /** What to weave. */
    public List<WeavePoint> points() {
      List<WeavePoint> points = new ArrayList<>();
      for (Layer layer : layers) {
        points.addAll(layer.points());
      }
      if (!removalsOf.isEmpty() && !layers.contains(REMOVAL)) {
        for (MapFamily family : MapFamilies.all()) {
          if (removalsOf.contains(family.mapType())) {
            points.addAll(family.points(REMOVAL));
          }
        }
      }
      return points;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Woven same
          && layers.equals(same.layers)
          && removalsOf.equals(same.removalsOf);
    }

    @Override
    public int hashCode() {
      return 31 * layers.hashCode() + removalsOf.hashCode();
    }

    @Override
    public String toString() {
      return removalsOf.isEmpty() ? layers.toString() : layers + ", removals of " + removalsOf;
    }
  }
}
