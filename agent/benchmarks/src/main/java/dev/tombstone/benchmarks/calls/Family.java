package dev.tombstone.benchmarks.calls;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/** A map class; constants are spelled as the class, so that tables and plans read alike. */
public enum Family {
  /** {@link java.util.HashMap}. */
  HashMap(HashMap::new),
  /** {@link java.util.LinkedHashMap}. */
  LinkedHashMap(LinkedHashMap::new),
  /** {@link java.util.TreeMap}. */
  TreeMap(TreeMap::new),
  /** {@link java.util.concurrent.ConcurrentHashMap}. */
  ConcurrentHashMap(ConcurrentHashMap::new),
  /** {@link java.util.concurrent.ConcurrentSkipListMap}. */
  ConcurrentSkipListMap(ConcurrentSkipListMap::new),
  /** {@link java.util.WeakHashMap}; the benchmark holds the keys. */
  WeakHashMap(WeakHashMap::new),
  /** {@link java.util.IdentityHashMap}; the benchmark asks with the very keys it put. */
  IdentityHashMap(IdentityHashMap::new),
  /** {@link java.util.EnumMap} of the largest public enum of the JDK. */
  EnumMap(Family::enumMap),
  /** {@link java.util.Hashtable}. */
  Hashtable(Hashtable::new),
  /** A subclass of HashMap. */
  Subclass(OwnClasses::first),
  /** Another, after 70 map classes have been deleted from. */
  LateSubclass(OwnClasses::late);

  private final Supplier<Map<Object, Object>> constructor;

  Family(Supplier<Map<Object, Object>> constructor) {
    this.constructor = constructor;
  }

  Map<Object, Object> create() {
    return constructor.get();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the benchmark puts constants of that enum only
  private static Map<Object, Object> enumMap() {
    return (Map<Object, Object>) (Map) new EnumMap<>(Character.UnicodeScript.class);
  }
}
