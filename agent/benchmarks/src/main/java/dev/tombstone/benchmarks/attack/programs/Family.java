package dev.tombstone.benchmarks.attack.programs;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * The families of maps: as the JDK has them, and as classes of our own, whose counts nobody else
 * disturbs.
 */
public enum Family {
  HASH(HashMap::new, OwnHash::new),
  LINKED(LinkedHashMap::new, OwnLinked::new),
  TREE(TreeMap::new, OwnTree::new),
  CONCURRENT(ConcurrentHashMap::new, OwnConcurrent::new),
  SKIP_LIST(ConcurrentSkipListMap::new, OwnSkipList::new),
  WEAK(WeakHashMap::new, OwnWeak::new),
  IDENTITY(IdentityHashMap::new, OwnIdentity::new),
  ENUM(() -> Family.enumMap(new EnumMap<>(Letter.class)), () -> Family.enumMap(new OwnEnum())),
  HASHTABLE(Hashtable::new, OwnHashtable::new),
  PROPERTIES(Properties::new, OwnProperties::new);

  private static final int KEYS = 24;

  private final Supplier<Map<Object, Object>> plain;
  private final Supplier<Map<Object, Object>> own;

  Family(Supplier<Map<Object, Object>> plain, Supplier<Map<Object, Object>> own) {
    this.plain = plain;
    this.own = own;
  }

  /** Keys of an {@code EnumMap}. */
  enum Letter {
    A,
    B,
    C,
    D,
    E,
    F,
    G,
    H,
    I,
    J,
    K,
    L,
    M,
    N,
    O,
    P,
    Q,
    R,
    S,
    T,
    U,
    V,
    W,
    X
  }

  /** An empty map of the JDK's class. */
  public Map<Object, Object> plain() {
    return plain.get();
  }

  /** An empty map of our class. */
  public Map<Object, Object> own() {
    return own.get();
  }

  /** Twenty-four keys, the same objects at every call. */
  public Object[] keys() {
    if (this == ENUM) {
      return Letter.values();
    }
    Object[] keys = new Object[KEYS];
    for (int i = 0; i < KEYS; i++) {
      keys[i] = i;
    }
    return keys;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Map<Object, Object> enumMap(Map map) {
    return map;
  }

  private static final class OwnHash extends HashMap<Object, Object> {}

  private static final class OwnLinked extends LinkedHashMap<Object, Object> {}

  private static final class OwnTree extends TreeMap<Object, Object> {}

  private static final class OwnConcurrent extends ConcurrentHashMap<Object, Object> {}

  private static final class OwnSkipList extends ConcurrentSkipListMap<Object, Object> {}

  private static final class OwnWeak extends WeakHashMap<Object, Object> {}

  private static final class OwnIdentity extends IdentityHashMap<Object, Object> {}

  private static final class OwnEnum extends EnumMap<Letter, Object> {
    OwnEnum() {
      super(Letter.class);
    }
  }

  private static final class OwnHashtable extends Hashtable<Object, Object> {}

  private static final class OwnProperties extends Properties {}
}
