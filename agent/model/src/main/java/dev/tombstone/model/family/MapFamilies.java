package dev.tombstone.model.family;

import java.util.ArrayList;
import java.util.List;

/** The list of everything that is instrumented: one line per map family. */
public final class MapFamilies {
  private static final List<MapFamily> MAPS =
      List.of(
          HashMapFamily.HASH_MAP,
          HashMapFamily.LINKED_HASH_MAP,
          TreeMapFamily.TREE_MAP,
          ConcurrentHashMapFamily.CONCURRENT_HASH_MAP,
          SkipListMapFamily.CONCURRENT_SKIP_LIST_MAP,
          TableMapFamilies.WEAK_HASH_MAP,
          TableMapFamilies.IDENTITY_HASH_MAP,
          TableMapFamilies.ENUM_MAP,
          TableMapFamilies.HASHTABLE,
          SharedBodies.PROPERTIES);

  private MapFamilies() {}

  /** The map classes of the JDK, each with its bodies. */
  public static List<MapFamily> maps() {
    return MAPS;
  }

  /** The map classes and the shared bodies their views and defaults come from. */
  public static List<MapFamily> all() {
    List<MapFamily> all = new ArrayList<>(MAPS);
    all.addAll(SharedBodies.ALL);
    return List.copyOf(all);
  }
}
