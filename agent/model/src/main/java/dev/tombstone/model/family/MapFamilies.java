package dev.tombstone.model.family;

import dev.tombstone.model.operation.Mutation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The list of everything that is instrumented: one line per map family. */
public final class MapFamilies {
  private static final List<MapFamily> MAPS =
      List.of(
          HashMapFamily.HASH_MAP,
          LinkedHashMapFamily.LINKED_HASH_MAP,
          TreeMapFamily.TREE_MAP,
          ConcurrentHashMapFamily.CONCURRENT_HASH_MAP,
          SkipListMapFamily.CONCURRENT_SKIP_LIST_MAP,
          WeakHashMapFamily.WEAK_HASH_MAP,
          IdentityHashMapFamily.IDENTITY_HASH_MAP,
          EnumMapFamily.ENUM_MAP,
          HashtableFamily.HASHTABLE,
          SharedBodies.PROPERTIES);

  private MapFamilies() {}

  /** The map classes of the JDK, each with its bodies. */
  public static List<MapFamily> maps() {
    return MAPS;
  }

  /**
   * Whether a subclass of a map class may run code of its own in this mutation, as the map calls a
   * method that can be overridden.
   *
   * @param map class of the map
   */
  public static boolean runsOverridden(Class<?> map, Mutation mutation) {
    for (Class<?> type = map.getSuperclass(); type != null; type = type.getSuperclass()) {
      for (MapFamily family : MAPS) {
        if (family.overridden().contains(mutation) && family.mapType().equals(type.getName())) {
          return true;
        }
      }
    }
    return false;
  }

  /** An empty map of each class whose operations are shown to detectors. */
  public static List<Map<?, ?>> madeOfMutable() {
    List<Map<?, ?>> made = new ArrayList<>();
    for (MapFamily family : MAPS) {
      if (family.maker() != null && !family.points(Layer.MUTATIONS).isEmpty()) {
        made.add(family.maker().make());
      }
    }
    return made;
  }

  /** The map classes whose bodies a map of this class runs, as far as the layer is woven there. */
  public static List<String> mapTypes(Class<?> map, Layer layer) {
    List<String> types = new ArrayList<>();
    for (Class<?> type = map; type != null; type = type.getSuperclass()) {
      for (MapFamily family : MAPS) {
        if (family.mapType().equals(type.getName()) && !family.points(layer).isEmpty()) {
          types.add(family.mapType());
        }
      }
    }
    return types;
  }

  /** The map classes of libraries, in any class loader: none yet. */
  public static List<MapFamily> libraries() {
    return List.of();
  }

  /** The map classes and the shared bodies their views and defaults come from. */
  public static List<MapFamily> all() {
    List<MapFamily> all = new ArrayList<>(MAPS);
    all.addAll(SharedBodies.ALL);
    return List.copyOf(all);
  }
}
