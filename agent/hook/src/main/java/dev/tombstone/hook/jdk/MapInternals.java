package dev.tombstone.hook.jdk;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/** Reads of the JDK's maps from outside their own code, racy and without any call of the map. */
public final class MapInternals {
  /** Answer for a map of a class that has no such count. */
  public static final int UNKNOWN = Integer.MIN_VALUE;

  /** Changes of its structure up to which a map is young. */
  public static final int YOUNG = 31;

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long HASH_MAP = offset(HashMap.class, "modCount");
  private static final long TREE_MAP = offset(TreeMap.class, "modCount");
  private static final long WEAK_HASH_MAP = offset(WeakHashMap.class, "modCount");
  private static final long IDENTITY_HASH_MAP = offset(IdentityHashMap.class, "modCount");
  private static final long HASHTABLE = offset(Hashtable.class, "modCount");
  private static final long IDENTITY_TABLE = offset(IdentityHashMap.class, "table");
  private static final long CONCURRENT_TABLE = offset(ConcurrentHashMap.class, "table");
  private static final long ENUM_MAP_SIZE = offset(EnumMap.class, "size");
  private static final long HASH_MAP_SIZE = offset(HashMap.class, "size");
  private static final long TREE_MAP_SIZE = offset(TreeMap.class, "size");
  private static final long WEAK_HASH_MAP_SIZE = offset(WeakHashMap.class, "size");
  private static final long IDENTITY_HASH_MAP_SIZE = offset(IdentityHashMap.class, "size");
  private static final long HASHTABLE_SIZE = offset(Hashtable.class, "count");
  private static final long BASE_COUNT = offset(ConcurrentHashMap.class, "baseCount");
  private static final long COUNTER_CELLS = offset(ConcurrentHashMap.class, "counterCells");
  private static final long CELL_VALUE =
      offset(MapEntries.nested(ConcurrentHashMap.class, "CounterCell"), "value");
  private static final long SKIP_LIST_ADDER = offset(ConcurrentSkipListMap.class, "adder");
  private static final long COMPARATOR = offset(TreeMap.class, "comparator");

  private MapInternals() {}

  /**
   * A number that changes with the map's structure: {@code modCount}, of an EnumMap the size;
   * {@link #UNKNOWN} for other maps. Coherent per map (an opaque read): never older than what
   * happens-before the call.
   */
  public static int structure(Object map) {
    long offset;
    if (map instanceof HashMap) {
      offset = HASH_MAP;
    } else if (map instanceof TreeMap) {
      offset = TREE_MAP;
    } else if (map instanceof WeakHashMap) {
      offset = WEAK_HASH_MAP;
    } else if (map instanceof IdentityHashMap) {
      offset = IDENTITY_HASH_MAP;
    } else if (map instanceof EnumMap) {
      offset = ENUM_MAP_SIZE;
    } else if (map instanceof Hashtable) {
      offset = HASHTABLE;
    } else {
      return UNKNOWN;
    }
    return UNSAFE.getIntOpaque(map, offset);
  }

  /**
   * Whether the map's structure has changed {@value #YOUNG} times at most since it was made; false
   * for an EnumMap, which keeps no count. Of a map of a known class this is one read.
   */
  public static boolean isYoung(Object map) {
    return !(map instanceof EnumMap) && (structure(map) & ~YOUNG) == 0;
  }

  /** Whether the map has no entries; false for maps not known here. Read as {@link #structure}. */
  public static boolean isEmpty(Object map) {
    return size(map) == 0;
  }

  /** Number of entries; -1 for a map not known here. Read as {@link #structure}. */
  public static long size(Object map) {
    if (map instanceof ConcurrentHashMap) {
      return concurrentSize(map);
    }
    if (map instanceof ConcurrentSkipListMap) {
      LongAdder adder = (LongAdder) UNSAFE.getReferenceAcquire(map, SKIP_LIST_ADDER);
      return adder == null ? 0 : adder.sum();
    }
    long offset;
    if (map instanceof HashMap) {
      offset = HASH_MAP_SIZE;
    } else if (map instanceof TreeMap) {
      offset = TREE_MAP_SIZE;
    } else if (map instanceof WeakHashMap) {
      offset = WEAK_HASH_MAP_SIZE;
    } else if (map instanceof IdentityHashMap) {
      offset = IDENTITY_HASH_MAP_SIZE;
    } else if (map instanceof Hashtable) {
      offset = HASHTABLE_SIZE;
    } else if (map instanceof EnumMap) {
      offset = ENUM_MAP_SIZE;
    } else {
      return -1;
    }
    return UNSAFE.getIntOpaque(map, offset);
  }

  private static long concurrentSize(Object map) {
    long size = UNSAFE.getLongVolatile(map, BASE_COUNT);
    Object cells = UNSAFE.getReferenceAcquire(map, COUNTER_CELLS);
    if (cells != null) {
      for (Object cell : (@Nullable Object[]) cells) {
        size += cell == null ? 0 : UNSAFE.getLongVolatile(cell, CELL_VALUE);
      }
    }
    return Math.max(0, size);
  }

  /** How many bins a ConcurrentHashMap has now; 0 for other maps. */
  public static int bins(Object map) {
    Object table =
        map instanceof ConcurrentHashMap ? UNSAFE.getReference(map, CONCURRENT_TABLE) : null;
    return table instanceof Object[] bins ? bins.length : 0;
  }

  /** The table that an IdentityHashMap has now; null for other maps. */
  public static @Nullable Object tableOf(Object map) {
    return map instanceof IdentityHashMap ? UNSAFE.getReference(map, IDENTITY_TABLE) : null;
  }

  /** Class of the comparator that a TreeMap was made with; null if none, or for other maps. */
  public static @Nullable Class<?> comparatorClass(Object map) {
    Object comparator = map instanceof TreeMap ? UNSAFE.getReference(map, COMPARATOR) : null;
    return comparator == null ? null : comparator.getClass();
  }

  private static long offset(Class<?> type, String field) {
    return UNSAFE.objectFieldOffset(type, field);
  }
}
