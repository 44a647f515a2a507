package dev.tombstone.benchmarks.calls;

import java.util.function.IntFunction;

/**
 * Keys of a benchmark, a power of two of each kind.
 *
 * @param present are in the map
 * @param absent are not
 */
record KeySet(Object[] present, Object[] absent) {
  private static final int ENUM_KEYS = 64;

  /** Keys for a family: {@code Integer}, {@code String}, or whatever an enum map takes. */
  static KeySet of(Family family, String type, int entries) {
    if (family == Family.EnumMap) {
      Character.UnicodeScript[] constants = Character.UnicodeScript.values();
      return new KeySet(
          array(ENUM_KEYS, i -> constants[2 * i]), array(ENUM_KEYS, i -> constants[2 * i + 1]));
    }
    return switch (type) {
      case "Integer" -> new KeySet(array(entries, i -> i * 7), array(entries, i -> -1 - i * 7));
      case "String" ->
          new KeySet(array(entries, i -> "order:" + i), array(entries, i -> "absent:" + i));
      default -> throw new IllegalArgumentException("keys of type " + type);
    };
  }

  private static Object[] array(int size, IntFunction<Object> key) {
    if (Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException(size + " is no power of two");
    }
    Object[] keys = new Object[size];
    for (int i = 0; i < size; i++) {
      keys[i] = key.apply(i);
    }
    return keys;
  }
}
