package dev.tombstone.model.family;

import dev.tombstone.model.family.JdkView.Holds;
import dev.tombstone.model.family.Marker.Whole;
import dev.tombstone.model.family.OwnDeletion.Way;
import dev.tombstone.model.operation.BulkCall;
import dev.tombstone.model.operation.Mutation;
import dev.tombstone.model.operation.Operation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A map class with everything that deletes from it, and, of classes that must not be changed from
 * several threads, everything that changes it.
 *
 * @param mapType binary name of the map class, or of the interface whose default methods delete
 * @param points what to weave for counting
 * @param layers what to weave for detectors, while one is on
 * @param views classes whose instances delete from such a map behind them
 * @param boundCallers binary names of nested classes that call a method of a woven superclass which
 *     cannot be overridden
 * @param ownDeletions one for each woven class that has a map to delete from
 * @param overridden mutations in which the map calls a method that a subclass may override
 * @param maker makes such a map, or null
 */
public record MapFamily(
    String mapType,
    List<WeavePoint> points,
    Map<Layer, List<WeavePoint>> layers,
    List<JdkView> views,
    List<String> boundCallers,
    List<OwnDeletion> ownDeletions,
    Set<Mutation> overridden,
    @Nullable Maker maker) {
  /** Makes a map of the agent's own; not a lambda, which would be a class made at start. */
  public interface Maker {
    /** An empty one for keys of this enum. */
    Map<TimeUnit, Object> make();
  }

  /** What to weave for this layer. */
  public List<WeavePoint> points(Layer layer) {
    return layers.getOrDefault(layer, List.of());
  }

  /** A class of bodies that delete from whatever map is behind them. */
  static Builder of(String mapType) {
    return new Builder(mapType, null);
  }

  /** A map class of a library, which any class loader may load, or a copy of it. */
  public static Builder ofLibrary(String mapType) {
    return new Builder(mapType, null);
  }

  /** A map class. */
  static Builder of(String mapType, Maker maker) {
    return new Builder(mapType, maker);
  }

  /** Collects what is known; a nested class is named {@code $Name} after the family's own. */
  public static final class Builder {
    private final String mapType;
    private final @Nullable Maker maker;
    private final List<WeavePoint> points = new ArrayList<>();
    private final List<WeavePoint> mutations = new ArrayList<>();
    private final List<WeavePoint> failures = new ArrayList<>();
    private final List<WeavePoint> removals = new ArrayList<>();
    private final List<WeavePoint> loopBegins = new ArrayList<>();
    private final List<WeavePoint> loopEnds = new ArrayList<>();
    private final List<WeavePoint> resizes = new ArrayList<>();
    private final List<WeavePoint> weakInserts = new ArrayList<>();
    private final List<WeavePoint> bulks = new ArrayList<>();
    private final List<JdkView> views = new ArrayList<>();
    private final List<String> boundCallers = new ArrayList<>();
    private final List<OwnDeletion> ownDeletions = new ArrayList<>();
    private final Set<Mutation> overridden = EnumSet.noneOf(Mutation.class);

    private Builder(String mapType, @Nullable Maker maker) {
      this.mapType = mapType;
      this.maker = maker;
    }

    /** A point in {@code Type.method(descriptor)} whose map is {@code this} or behind the path. */
    public Builder at(Operation operation, String method, Marker marker, String... path) {
      return at(Since.ALWAYS, operation, method, marker, path);
    }

    /** As {@link #at} for a marker that decides on the operation itself. */
    Builder at(String method, Marker marker, String... path) {
      return from(17, method, marker, path);
    }

    /** As above for a method that older JDKs do not have. */
    Builder from(int jdk, String method, Marker marker, String... path) {
      points.add(point(Since.jdk(jdk), null, method, marker, path));
      return this;
    }

    /** As {@link #at} for a method that older JDKs do not have. */
    Builder since(int jdk, Operation operation, String method, Marker marker, String... path) {
      return at(Since.jdk(jdk), operation, method, marker, path);
    }

    /** As {@link #at} for a method that older versions of the library do not have. */
    public Builder since(
        String version, Operation operation, String method, Marker marker, String... path) {
      return at(Since.version(version), operation, method, marker, path);
    }

    private Builder at(
        Since since, Operation operation, String method, Marker marker, String... path) {
      points.add(point(since, operation, method, marker, path));
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
      mutations.add(point(Since.ALWAYS, null, method, whole, path));
      return this;
    }

    /** Mutations in which the map calls a method that a subclass may override. */
    Builder overridden(Mutation mutation) {
      overridden.add(mutation);
      return this;
    }

    /** Where a loop begins, ends or finds that its map was changed, or a removal changes it. */
    Builder looping(String method, Marker marker, String... path) {
      return loopingFrom(17, method, marker, path);
    }

    /** As above for a method that older JDKs do not have. */
    Builder loopingFrom(int jdk, String method, Marker marker, String... path) {
      layerOf(marker).add(point(Since.jdk(jdk), null, method, marker, path));
      return this;
    }

    private List<WeavePoint> layerOf(Marker marker) {
      if (marker instanceof Marker.Failure) {
        return failures;
      }
      if (marker instanceof Marker.Begin) {
        return loopBegins;
      }
      return marker instanceof Marker.End ? loopEnds : removals;
    }

    /** Both ways of looping over {@code $KindSpliterator}, for each kind. */
    Builder spliterators(Marker marker, String path, String... kinds) {
      for (String kind : kinds) {
        looping("$" + kind + "Spliterator.tryAdvance", marker, path);
        looping("$" + kind + "Spliterator.forEachRemaining", marker, path);
      }
      return this;
    }

    /** Work on the table: a resize, help with one, the removal of collected entries. */
    Builder resizing(String method, Marker marker) {
      resizes.add(point(Since.ALWAYS, null, method, marker));
      return this;
    }

    /** A method that inserts into a map which holds its keys weakly. */
    Builder insertingWeakly(String method) {
      weakInserts.add(point(Since.ALWAYS, null, method, new Marker.WeakInsert()));
      return this;
    }

    /** A call that removes many entries at once. */
    Builder removing(BulkCall call, String method) {
      bulks.add(point(Since.ALWAYS, null, method, new Marker.Bulk(call, false)));
      return this;
    }

    /** {@code clear} of a map with a table, all of which it goes through. */
    Builder clearing(String method) {
      bulks.add(point(Since.ALWAYS, null, method, new Marker.Bulk(BulkCall.CLEAR, true)));
      return this;
    }

    /** Nested classes whose instances have the map, or another view of it, in this field. */
    Builder views(String field, String... nested) {
      for (String name : nested) {
        views.add(new JdkView(mapType + name, field, Holds.OTHER));
      }
      return this;
    }

    /** Nested classes that call a method of a woven superclass which cannot be overridden. */
    Builder boundCallers(String... nested) {
      for (String name : nested) {
        boundCallers.add(mapType + name);
      }
      return this;
    }

    /** How the agent deletes by way of a woven class that calls the hook itself. */
    Builder counts(String nested, Operation expected, Way way) {
      ownDeletions.add(new OwnDeletion(mapType + nested, expected, way, true));
      return this;
    }

    /** How the agent deletes by way of a woven class that opens a scope around another's body. */
    Builder scopes(String nested, Operation expected, Way way) {
      ownDeletions.add(new OwnDeletion(mapType + nested, expected, way, false));
      return this;
    }

    /** What was collected. */
    public MapFamily build() {
      return new MapFamily(
          mapType,
          List.copyOf(points),
          Map.of(
              Layer.MUTATIONS, List.copyOf(mutations),
              Layer.FAILURE, List.copyOf(failures),
              Layer.REMOVAL, List.copyOf(removals),
              Layer.LOOP_BEGIN, List.copyOf(loopBegins),
              Layer.LOOP_END, List.copyOf(loopEnds),
              Layer.RESIZE, List.copyOf(resizes),
              Layer.WEAK_INSERT, List.copyOf(weakInserts),
              Layer.BULK, List.copyOf(bulks)),
          List.copyOf(views),
          List.copyOf(boundCallers),
          List.copyOf(ownDeletions),
          overridden,
          maker);
    }

    private WeavePoint point(
        Since since, @Nullable Operation operation, String method, Marker marker, String... path) {
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
          since);
    }
  }
}
