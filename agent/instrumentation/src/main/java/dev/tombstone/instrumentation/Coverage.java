package dev.tombstone.instrumentation;

import dev.tombstone.instrumentation.library.LibraryMaps;
import dev.tombstone.model.family.MapFamilies;
import dev.tombstone.model.family.MapFamily;
import dev.tombstone.model.snapshot.CoverageSnapshot;
import dev.tombstone.model.snapshot.CoverageSnapshot.MapCoverage;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells for each loaded map class whether its deletions are seen, and if not, why. */
final class Coverage {
  private static final String INSTRUMENTED = "instrumented";
  private static final String PARTIAL = "partial";
  private static final String LOST = "lost";
  private static final String SKIPPED = "skipped";
  private static final String NOT_LOADED = "not-loaded";

  private static final String INSIDE_PROPERTIES = "java.util.concurrent.ConcurrentHashMap";

  private final MapTransformer transformer;

  private final @Nullable LibraryMaps libraries;

  Coverage(MapTransformer transformer, @Nullable LibraryMaps libraries) {
    this.transformer = transformer;
    this.libraries = libraries;
  }

  CoverageSnapshot of(Class<?>[] loaded) {
    Map<String, MapCoverage> byName = new TreeMap<>();
    for (MapFamily family : MapFamilies.maps()) {
      byName.put(
          family.mapType(),
          new MapCoverage(
              family.mapType(), NOT_LOADED, family.mapType(), "instrumented when it is loaded"));
    }
    for (Class<?> type : loaded) {
      if (Map.class.isAssignableFrom(type)
          && !type.isInterface()
          && type.getClassLoader() != Coverage.class.getClassLoader()) {
        byName.merge(type.getName(), coverageOf(type), Coverage::worse);
      }
    }
    List<MapCoverage> sorted = byName.values().stream().sorted(ORDER).toList();
    return new CoverageSnapshot(sorted);
  }

  private static final Comparator<MapCoverage> ORDER = Comparator.comparing(MapCoverage::map);

  /** Of two classes of one name, in two loaders, the one that is not seen as it should be. */
  private static MapCoverage worse(MapCoverage one, MapCoverage other) {
    return one.status().equals(PARTIAL) || one.status().equals(LOST) ? one : other;
  }

  private MapCoverage coverageOf(Class<?> type) {
    String library = libraries == null ? null : libraries.complaintAbout(type);
    if (library != null) {
      String seen = library.isEmpty() ? INSTRUMENTED : PARTIAL;
      return new MapCoverage(type.getName(), seen, type.getName(), library);
    }
    String nearest = "";
    boolean lost = false;
    Set<String> complaints = new LinkedHashSet<>();
    for (Class<?> ancestor = type; ancestor != null; ancestor = ancestor.getSuperclass()) {
      for (MapFamily family : MapFamilies.maps()) {
        if (deletesBy(ancestor, family)) {
          nearest = nearest.isEmpty() ? family.mapType() : nearest;
          lost |= transformer.isReplaced(family.mapType());
          complaints.add(transformer.complaintAbout(family));
        }
      }
    }
    if (nearest.isEmpty()) {
      return new MapCoverage(type.getName(), SKIPPED, "", reasonToSkip(type));
    }
    complaints.remove("");
    String status = complaints.isEmpty() ? INSTRUMENTED : PARTIAL;
    return new MapCoverage(
        type.getName(), lost ? LOST : status, nearest, String.join("; ", complaints));
  }

  /** Whether the class runs bodies of the family, as its own or of a map inside it. */
  private static boolean deletesBy(Class<?> type, MapFamily family) {
    return type.getName().equals(family.mapType())
        || (type == Properties.class && family.mapType().equals(INSIDE_PROPERTIES));
  }

  private static String reasonToSkip(Class<?> type) {
    String name = type.getName();
    if (name.startsWith("java.util.Immutable") || name.startsWith("java.util.Collections$Empty")) {
      return "immutable: nothing can be removed";
    }
    if (name.startsWith("java.util.")) {
      return "a view or wrapper: deletions through it count as those of the map behind it";
    }
    return "no map of the JDK: its own removals are not seen, those of JDK maps inside it are";
  }
}
