package dev.tombstone.hook.jdk;

import jdk.internal.vm.annotation.ForceInline;
import org.jspecify.annotations.Nullable;

/** Reads of the JDK's maps from outside their own code, racy and without any call of the map. */
public final class MapInternals {
  /** Answer for a map of a class that has no such count. */
  public static final int UNKNOWN = Integer.MIN_VALUE;

  /** Changes of its structure up to which a map is young. */
  public static final int YOUNG = 31;

  /** One of so many counts of changes is watched. */
  static final int PHASES = 4;

  private MapInternals() {}

  /**
   * A number that changes with the map's structure: {@code modCount}, of an EnumMap the size;
   * {@link #UNKNOWN} for other maps. Coherent per map (an opaque read): never older than what
   * happens-before the call.
   */
  public static int structure(Object map) {
    MapLayout layout = MapLayouts.of(map);
    return layout == null ? UNKNOWN : layout.structure(map);
  }

  /**
   * Whether an operation on the map may be left unwatched for what its count of changes is: the
   * structure has changed {@value #YOUNG} times at most since it was made, or the count is none of
   * those that are watched, one in {@value #PHASES}. Operations that meet in a map meet with the
   * same count, or nearly: of two that overlap mostly both are watched or neither. False for an
   * EnumMap, which keeps no count. In a body of a known class this is one read.
   *
   * @param phase which counts are watched
   */
  @ForceInline
  public static boolean isLeftOut(Object map, int phase) {
    MapLayout layout = MapLayouts.of(map);
    return layout != null && layout.isLeftOut(map, phase);
  }

  /** Whether the map has no entries; false for maps not known here. Read as {@link #structure}. */
  public static boolean isEmpty(Object map) {
    return size(map) == 0;
  }

  /** Number of entries; -1 for a map not known here. Read as {@link #structure}. */
  public static long size(Object map) {
    MapLayout layout = MapLayouts.of(map);
    return layout == null ? -1 : layout.size(map);
  }

  /**
   * How many places the map's table has, all of which {@code clear} goes through; 0 before the
   * first entry, and for maps without a table. In a body of a known class this is two reads.
   */
  @ForceInline
  public static int capacity(Object map) {
    MapLayout layout = MapLayouts.of(map);
    return layout == null ? 0 : layout.capacity(map);
  }

  /**
   * What keeps the bin of a ConcurrentHashMap for keys with this hash code, while the value is
   * computed that will be the first there; null if nothing does, and for other maps.
   */
  public static @Nullable Object reservation(Object map, int hash) {
    MapLayout layout = MapLayouts.of(map);
    return layout == null ? null : layout.reservation(map, hash);
  }

  /**
   * The table that the map has now, of a map whose removals move entries within it; null for other
   * maps.
   */
  public static @Nullable Object tableOf(Object map) {
    MapLayout layout = MapLayouts.of(map);
    return layout == null ? null : layout.movingTable(map);
  }

  /** Whether other threads may change the map at any time without a lock; false for others. */
  public static boolean isConcurrent(Object map) {
    MapLayout layout = MapLayouts.of(map);
    return layout != null && layout.isConcurrent();
  }

  /**
   * Whether the first deletion of a thread within {@code remove} of the map's own iterator is that
   * of the entry: nothing else is called before it, of the application or of an agent.
   */
  public static boolean removesAtOnce(Object map) {
    MapLayout layout = MapLayouts.of(map);
    return layout != null && layout.removesAtOnce();
  }

  /**
   * Whether {@code remove(key, value)} asks the value that it is given whether it equals the one in
   * the map, and not the other way round; false for maps not known here.
   */
  public static boolean asksTheArgument(Object map) {
    MapLayout layout = MapLayouts.of(map);
    return layout != null && layout.asksTheArgument();
  }

  /** Whether the map finds keys by their order, not by their hash; false for maps not known. */
  public static boolean isSorted(Object map) {
    MapLayout layout = MapLayouts.of(map);
    return layout != null && layout.isSorted();
  }

  /**
   * The value of an entry that was removed from the map; null if it had none, or is not known.
   *
   * @param result what the body that removes it has: its value, or its node
   */
  public static @Nullable Object removedValue(Object map, Object result) {
    MapLayout layout = MapLayouts.of(map);
    return layout == null ? null : layout.removedValue(result);
  }

  /**
   * Class of the comparator that a map was made with which allows one thread at a time; null if
   * none, or for other maps.
   */
  public static @Nullable Class<?> comparatorClass(Object map) {
    MapLayout layout = MapLayouts.of(map);
    Object comparator = layout == null ? null : layout.comparator(map);
    return comparator == null ? null : comparator.getClass();
  }
}
