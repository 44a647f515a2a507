package dev.tombstone.agent.contract.views;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * A map or set of the JDK whose views are looked at.
 *
 * @param name what failures call it
 * @param mapClass class its deletions count under
 * @param fresh makes one with entries
 * @param absentKey a key it has not
 * @param own whether it is the application's, whose misses reach no map of the JDK
 */
record ViewBase(String name, String mapClass, Supplier<Made> fresh, Object absentKey, boolean own) {
  private static final String[] VALUES = {"a", "b", "c"};

  /**
   * A fresh map or set.
   *
   * @param view itself
   * @param map its entries; of a set a copy
   */
  record Made(View view, Map<Object, Object> map) {}

  /** With plain keys and values. */
  static List<ViewBase> plain() {
    return all(number -> number * 2, index -> VALUES[index % VALUES.length]);
  }

  /** With keys and values whose methods are the application's. */
  static List<ViewBase> ofTraps() {
    return all(number -> new Trap(number * 2), index -> new Trap(index % VALUES.length));
  }

  private static List<ViewBase> all(IntFunction<Object> key, IntFunction<Object> value) {
    ViewBases bases = new ViewBases(key, value);
    bases.addMaps();
    bases.addSets();
    return bases.all;
  }
}
