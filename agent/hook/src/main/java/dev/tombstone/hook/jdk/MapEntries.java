package dev.tombstone.hook.jdk;

import java.lang.ref.Reference;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the entries of the JDK's maps by their own fields: no method of the map, of a key or
 * of a value is called, no lock is taken, and a walk ends after {@value #MOST} entries and {@value
 * #MOST_SLOTS} slots whatever another thread does to the map meanwhile.
 *
 * <p>What is shown was in the map at some moment during the walk. In a map that other threads
 * change, legally or not, entries may be missed or seen twice.
 */
public final class MapEntries {
  /** Answer: every entry was shown. */
  public static final int ALL = 0;

  /** Answer: the walk ended early, by the bound, the visitor or a change under way. */
  public static final int SOME = 1;

  /** Answer: no map whose fields are known. */
  public static final int UNKNOWN = 2;

  static final int MOST = 1_024;
  static final int MOST_SLOTS = 4_096;

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /** A table of chains, all by the same names. */
  private static final class Chains {
    final long table;
    final long hash;
    final long key;
    final long value;
    final long next;

    Chains(Class<?> map, String node, String value, boolean weak) {
      Class<?> type = nested(map, node);
      this.table = offset(map, "table");
      this.hash = offset(type, "hash");
      this.key = weak ? 0 : offset(type, "key");
      this.value = offset(type, value);
      this.next = offset(type, "next");
    }
  }

  private static final Chains HASH_MAP = new Chains(HashMap.class, "Node", "value", false);
  private static final Chains HASHTABLE = new Chains(Hashtable.class, "Entry", "value", false);
  private static final Chains WEAK = new Chains(WeakHashMap.class, "Entry", "value", true);
  private static final Chains CONCURRENT =
      new Chains(ConcurrentHashMap.class, "Node", "val", false);

  private static final Class<?> TREE_BIN = nested(ConcurrentHashMap.class, "TreeBin");
  private static final long TREE_BIN_FIRST = offset(TREE_BIN, "first");

  private static final long ENUM_UNIVERSE = offset(EnumMap.class, "keyUniverse");
  private static final long ENUM_VALUES = offset(EnumMap.class, "vals");

  /** What WeakHashMap keeps in place of a null key. */
  private static final @Nullable Object WEAK_NULL = constant(WeakHashMap.class, "NULL_KEY");

  /** What EnumMap keeps in place of a null value. */
  private static final @Nullable Object ENUM_NULL = constant(EnumMap.class, "NULL");

  private MapEntries() {}

  /**
   * Shows entries to the visitor.
   *
   * @param start where in a hash table to begin, not negative; different ones show different parts
   *     of a map too large for one walk
   * @return {@link #ALL}, {@link #SOME} or {@link #UNKNOWN}
   */
  public static int visit(Object map, int start, EntryVisitor visitor) {
    if (map instanceof HashMap) {
      return visitChains(map, HASH_MAP, start, visitor);
    }
    if (map instanceof ConcurrentHashMap) {
      return visitChains(map, CONCURRENT, start, visitor);
    }
    if (map instanceof Hashtable) {
      return visitChains(map, HASHTABLE, start, visitor);
    }
    if (map instanceof WeakHashMap) {
      return visitChains(map, WEAK, start, visitor);
    }
    if (map instanceof TreeMap) {
      return SortedEntries.visitTree(map, visitor);
    }
    if (map instanceof ConcurrentSkipListMap) {
      return SortedEntries.visitSkipList(map, visitor);
    }
    return map instanceof EnumMap ? visitEnumMap(map, visitor) : UNKNOWN;
  }

  /**
   * The hash that {@link EntryVisitor#entry} would show of a key for which woven code passed this
   * one.
   */
  public static int storedHash(Object map, int hash) {
    return map instanceof ConcurrentHashMap ? (hash ^ (hash >>> 16)) & Integer.MAX_VALUE : hash;
  }

  private static int visitChains(Object map, Chains chains, int start, EntryVisitor visitor) {
    Object table = UNSAFE.getReferenceAcquire(map, chains.table);
    if (table == null) {
      return ALL;
    }
    int length = ((@Nullable Object[]) table).length;
    int slots = Math.min(length, MOST_SLOTS);
    boolean all = slots == length;
    int left = MOST;
    for (int i = 0; i < slots; i++) {
      Object node = element(table, (start % length + i) % length);
      if (chains == CONCURRENT && node != null && UNSAFE.getInt(node, chains.hash) < 0) {
        if (TREE_BIN.isInstance(node)) {
          node = UNSAFE.getReferenceAcquire(node, TREE_BIN_FIRST);
        } else {
          // Its entries are in the next table, or it is being computed.
          all = false;
          node = null;
        }
      }
      while (node != null) {
        if (left-- == 0) {
          return SOME;
        }
        Object key = chains == WEAK ? ((Reference<?>) node).get() : reference(node, chains.key);
        // Of a weak key that was collected nothing is left to see.
        if (chains != WEAK || key != null) {
          Object shown = chains == WEAK && key == WEAK_NULL ? null : key;
          int hash = UNSAFE.getInt(node, chains.hash);
          if (!visitor.entry(node, shown, hash, reference(node, chains.value))) {
            return SOME;
          }
        }
        node = reference(node, chains.next);
      }
    }
    return all ? ALL : SOME;
  }

  private static int visitEnumMap(Object map, EntryVisitor visitor) {
    Object universe = reference(map, ENUM_UNIVERSE);
    Object values = reference(map, ENUM_VALUES);
    if (universe == null || values == null) {
      return ALL;
    }
    int length =
        Math.min(((@Nullable Object[]) universe).length, ((@Nullable Object[]) values).length);
    for (int i = 0; i < length; i++) {
      if (i == MOST) {
        return SOME;
      }
      Object value = element(values, i);
      Object key = element(universe, i);
      if (value != null
          && key != null
          && !visitor.entry(key, key, 0, value == ENUM_NULL ? null : value)) {
        return SOME;
      }
    }
    return ALL;
  }

  /**
   * As an acquire does; the offset of an array's elements is an int in one JDK, a long in another.
   */
  private static @Nullable Object element(Object array, int index) {
    Object element = ((@Nullable Object[]) array)[index];
    UNSAFE.loadFence();
    return element;
  }

  /** With acquire, so that what another thread published is seen as it was published. */
  static @Nullable Object reference(Object holder, long offset) {
    return UNSAFE.getReferenceAcquire(holder, offset);
  }

  static Class<?> nested(Class<?> outer, String name) {
    try {
      return Class.forName(outer.getName().concat("$").concat(name), false, null);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  static long offset(Class<?> type, String field) {
    return UNSAFE.objectFieldOffset(type, field);
  }

  /** The value of a static final field of a class that has been initialised. */
  private static @Nullable Object constant(Class<?> type, String field) {
    try {
      java.lang.reflect.Field constant = type.getDeclaredField(field);
      return UNSAFE.getReference(
          UNSAFE.staticFieldBase(constant), UNSAFE.staticFieldOffset(constant));
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }
}
