package dev.tombstone.hook.jdk;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import jdk.internal.vm.annotation.ForceInline;
import org.jspecify.annotations.Nullable;

/**
 * The list of the map families that the hook knows: one constant and one line of {@link #of} each.
 */
public final class MapLayouts {
  private static final MapLayout HASH_MAP = new HashMapLayout();
  private static final MapLayout CONCURRENT_HASH_MAP = new ConcurrentHashMapLayout();
  private static final MapLayout TREE_MAP = new TreeMapLayout();
  private static final MapLayout SKIP_LIST_MAP = new SkipListMapLayout();
  private static final MapLayout WEAK_HASH_MAP = new WeakHashMapLayout();
  private static final MapLayout IDENTITY_HASH_MAP = new IdentityHashMapLayout();
  private static final MapLayout ENUM_MAP = new EnumMapLayout();
  private static final MapLayout HASHTABLE = new HashtableLayout();

  private static final MapLayout[] ALL = {
    HASH_MAP,
    CONCURRENT_HASH_MAP,
    TREE_MAP,
    SKIP_LIST_MAP,
    WEAK_HASH_MAP,
    IDENTITY_HASH_MAP,
    ENUM_MAP,
    HASHTABLE
  };

  private MapLayouts() {}

  /**
   * The family of this map; null if it is of none. In a body of the map's own class the compiler
   * knows the answer.
   */
  @ForceInline
  static @Nullable MapLayout of(@Nullable Object map) {
    if (map instanceof HashMap) {
      return HASH_MAP;
    }
    if (map instanceof ConcurrentHashMap) {
      return CONCURRENT_HASH_MAP;
    }
    if (map instanceof TreeMap) {
      return TREE_MAP;
    }
    if (map instanceof ConcurrentSkipListMap) {
      return SKIP_LIST_MAP;
    }
    if (map instanceof WeakHashMap) {
      return WEAK_HASH_MAP;
    }
    if (map instanceof IdentityHashMap) {
      return IDENTITY_HASH_MAP;
    }
    if (map instanceof EnumMap) {
      return ENUM_MAP;
    }
    return map instanceof Hashtable ? HASHTABLE : null;
  }

  /** The commonest map classes, of all families, the commonest first. */
  public static Class<?>[] common() {
    int length = 0;
    for (MapLayout layout : ALL) {
      length += layout.common().length;
    }
    Class<?>[] common = new Class<?>[length];
    int next = 0;
    for (MapLayout layout : ALL) {
      for (Class<?> type : layout.common()) {
        common[next++] = type;
      }
    }
    return common;
  }
}
