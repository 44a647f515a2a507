package dev.tombstone.core.detect.overlap;

import java.util.HashMap;
import java.util.TreeMap;

/** What to write in the place of a map that several threads use. */
final class Advice {
  private static final String LOCK = "; or hold one lock around every use of {map}";

  private Advice() {}

  /** For a map of this class; {@code {map}} stands for its name. */
  static String on(Class<?> map) {
    if (map == HashMap.class) {
      return "{map} = new ConcurrentHashMap<>(), or of a set ConcurrentHashMap.newKeySet()" + LOCK;
    }
    if (map == TreeMap.class) {
      return "{map} = new ConcurrentSkipListMap<>(), or of a set new ConcurrentSkipListSet<>()"
          + LOCK;
    }
    return "{map} = Collections.synchronizedMap(…) around the present one, and a lock on it around"
        + " each loop"
        + LOCK;
  }
}
