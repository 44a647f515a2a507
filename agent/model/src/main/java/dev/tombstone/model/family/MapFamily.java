package dev.tombstone.model.family;

import dev.tombstone.model.family.Marker.Whole;
import dev.tombstone.model.operation.Mutation;
import dev.tombstone.model.operation.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A map class of the JDK with everything that deletes from it, and, of classes that must not be
 * changed from several threads, everything that changes it.
 *
 * @param mapType binary name of the map class, or of the interface whose default methods delete
 * @param points what to weave for counting
 * @param mutations what to weave for detectors, while one is on
 */
public record MapFamily(String mapType, List<WeavePoint> points, List<WeavePoint> mutations) {
  static Builder of(String mapType) {
    return new Builder(mapType);
  }

  /** Collects weave points; a nested class is named {@code $Name} after the family's own. */
  static final class Builder {
    private final String mapType;
    private final List<WeavePoint> points = new ArrayList<>();
    private final List<WeavePoint> mutations = new ArrayList<>();

    private Builder(String mapType) {
      this.mapType = mapType;
    }

    /** A point in {@code Type.method(descriptor)} whose map is {@code this} or behind the path. */
    Builder at(Operation operation, String method, Marker marker, String... path) {
      return since(17, operation, method, marker, path);
    }

    /** As {@link #at} for a marker that decides on the operation itself. */
    Builder at(String method, Marker marker, String... path) {
      points.add(point(17, null, method, marker, path));
      return this;
    }

    /** As above for a method that older JDKs do not have. */
    Builder from(int jdk, String method, Marker marker, String... path) {
      points.add(point(jdk, null, method, marker, path));
      return this;
    }

    /** As {@link #at} for a method that older JDKs do not have. */
    Builder since(int jdk, Operation operation, String method, Marker marker, String... path) {
      points.add(point(jdk, operation, method, marker, path));
      return this;
    }

    /**
     * A method that changes the map that is {@code this} or behind the path, and calls no method of
     * its arguments.
     */
    Builder mutating(Mutation mutation, String method, String... path) {
      return mutating(new Whole(mutation, Whole.NONE, Whole.NONE), method, path);
    }

    /** As above, for a method that may call methods of its arguments. */
    Builder mutating(Whole whole, String method, String... path) {
      mutations.add(point(17, null, method, whole, path));
      return this;
    }

    MapFamily build() {
      return new MapFamily(mapType, List.copyOf(points), List.copyOf(mutations));
    }

    private WeavePoint point(
        int jdk, @Nullable Operation operation, String method, Marker marker, String... path) {
      int parenthesis = method.indexOf('(');
      String qualified = parenthesis < 0 ? method : method.substring(0, parenthesis);
      String descriptor = parenthesis < 0 ? null : method.substring(parenthesis);
      int dot = qualified.lastIndexOf('.');
      String nested = dot < 0 ? "" : qualified.substring(0, dot);
      return new WeavePoint(
          mapType.replace('.', '/') + nested,
          qualified.substring(dot + 1),
          descriptor,
          operation,
          marker,
          List.of(path),
          jdk);
    }
  }
}
