package dev.tombstone.agent.contract;

import dev.tombstone.agent.contract.Subject.Trait;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The maps under test: the JDK's nine families and Properties, wrappers, and subclasses. */
public final class Subjects {
  private static final Set<Trait> NULLS = EnumSet.of(Trait.NULL_KEY, Trait.NULL_VALUE);

  private Subjects() {}

  static List<Subject> all() {
    return List.of(
        of("HashMap", HashMap.class, HashMap::new, NULLS),
        of("HashMap with tree bins", HashMap.class, HashMap::new, keys(40, Colliding::new), NULLS),
        of(
            "LinkedHashMap",
            LinkedHashMap.class,
            LinkedHashMap::new,
            EnumSet.of(Trait.NULL_KEY, Trait.NULL_VALUE, Trait.LINKED)),
        of(
            "LinkedHashMap by access",
            LinkedHashMap.class,
            () -> new LinkedHashMap<>(16, .75f, true),
            EnumSet.of(Trait.NULL_KEY, Trait.NULL_VALUE, Trait.LINKED)),
        of("TreeMap", TreeMap.class, TreeMap::new, EnumSet.of(Trait.NULL_VALUE, Trait.NAVIGABLE)),
        of(
            "TreeMap with comparator",
            TreeMap.class,
            () -> new TreeMap<>(Comparator.comparing(Object::toString).reversed()),
            EnumSet.of(Trait.NULL_VALUE, Trait.NAVIGABLE)),
        of(
            "ConcurrentHashMap",
            ConcurrentHashMap.class,
            ConcurrentHashMap::new,
            EnumSet.noneOf(Trait.class)),
        of(
            "ConcurrentHashMap with tree bins",
            ConcurrentHashMap.class,
            ConcurrentHashMap::new,
            keys(40, Colliding::new),
            EnumSet.noneOf(Trait.class)),
        of(
            "ConcurrentSkipListMap",
            ConcurrentSkipListMap.class,
            ConcurrentSkipListMap::new,
            EnumSet.of(Trait.NAVIGABLE)),
        of("WeakHashMap", WeakHashMap.class, WeakHashMap::new, NULLS),
        of(
            "IdentityHashMap",
            IdentityHashMap.class,
            IdentityHashMap::new,
            EnumSet.of(Trait.NULL_KEY, Trait.NULL_VALUE, Trait.IDENTITY)),
        of(
            "EnumMap",
            EnumMap.class,
            Subjects::enumMap,
            Letter.values(),
            EnumSet.of(Trait.NULL_VALUE)),
        of("Hashtable", Hashtable.class, Hashtable::new, EnumSet.noneOf(Trait.class)),
        of("Properties", Properties.class, Properties::new, EnumSet.noneOf(Trait.class)),
        of(
            "synchronizedMap(HashMap)",
            HashMap.class,
            () -> Collections.synchronizedMap(new HashMap<>()),
            NULLS),
        of(
            "checkedMap(HashMap)",
            HashMap.class,
            () -> Collections.checkedMap(new HashMap<>(), Object.class, Object.class),
            NULLS),
        of(
            "synchronizedNavigableMap(TreeMap)",
            TreeMap.class,
            () -> Collections.synchronizedNavigableMap(new TreeMap<>()),
            EnumSet.of(Trait.NULL_VALUE, Trait.NAVIGABLE)),
        of("HashMap subclass", Subclasses.Hash.class, Subclasses.Hash::new, NULLS),
        of(
            "TreeMap subclass",
            Subclasses.Tree.class,
            Subclasses.Tree::new,
            EnumSet.of(Trait.NULL_VALUE, Trait.NAVIGABLE)),
        of(
            "ConcurrentHashMap subclass",
            Subclasses.Concurrent.class,
            Subclasses.Concurrent::new,
            EnumSet.noneOf(Trait.class)),
        of(
            "ConcurrentSkipListMap subclass",
            Subclasses.SkipList.class,
            Subclasses.SkipList::new,
            EnumSet.of(Trait.NAVIGABLE)),
        of("WeakHashMap subclass", Subclasses.Weak.class, Subclasses.Weak::new, NULLS),
        of(
            "Properties subclass",
            Subclasses.Settings.class,
            Subclasses.Settings::new,
            EnumSet.noneOf(Trait.class)));
  }

  private static Subject of(
      String name, Class<?> mapClass, Supplier<Map<Object, Object>> fresh, Set<Trait> traits) {
    return of(name, mapClass, fresh, keys(40, Integer::valueOf), traits);
  }

  private static Subject of(
      String name,
      Class<?> mapClass,
      Supplier<Map<Object, Object>> fresh,
      Object[] keys,
      Set<Trait> traits) {
    @Nullable Object[] values = {"a", "b", "c", "d", "e", "f"};
    return new Subject(name, mapClass.getName(), fresh, keys, values, traits);
  }

  private static Object[] keys(int count, java.util.function.IntFunction<Object> key) {
    Object[] keys = new Object[count];
    for (int i = 0; i < count; i++) {
      keys[i] = key.apply(i);
    }
    return keys;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Map<Object, Object> enumMap() {
    return (Map) new EnumMap<>(Letter.class);
  }

  /** Keys of an {@code EnumMap}. */
  public enum Letter {
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
    X,
    Y,
    Z
  }

  /** A key whose hash says nothing, so that bins become trees. */
  record Colliding(int number) implements Comparable<Colliding> {
    @Override
    public int hashCode() {
      return 7;
    }

    @Override
    public int compareTo(Colliding other) {
      return Integer.compare(number, other.number);
    }
  }
}
