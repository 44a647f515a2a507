package dev.tombstone.hook;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.TreeMap;
import java.util.WeakHashMap;
import jdk.internal.misc.Unsafe;

/** Reads of the JDK's maps from outside their own code, racy and without any call of the map. */
public final class MapInternals {
  /** Answer for a map of a class that has no such count. */
  public static final int UNKNOWN = Integer.MIN_VALUE;

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long HASH_MAP = offset(HashMap.class, "modCount");
  private static final long TREE_MAP = offset(TreeMap.class, "modCount");
  private static final long WEAK_HASH_MAP = offset(WeakHashMap.class, "modCount");
  private static final long IDENTITY_HASH_MAP = offset(IdentityHashMap.class, "modCount");
  private static final long ENUM_MAP = offset(EnumMap.class, "size");

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
      offset = ENUM_MAP;
    } else {
      return UNKNOWN;
    }
    return UNSAFE.getIntOpaque(map, offset);
  }

  private static long offset(Class<?> type, String field) {
    return UNSAFE.objectFieldOffset(type, field);
  }
}
