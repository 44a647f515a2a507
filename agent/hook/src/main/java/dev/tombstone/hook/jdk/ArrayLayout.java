package dev.tombstone.hook.jdk;

import jdk.internal.misc.Unsafe;

/**
 * Where {@code Unsafe} finds the elements of arrays. Its constants are ints in one JDK and longs in
 * another, so they are read by reflection, once.
 */
public final class ArrayLayout {
  private static final long INTS = constant("ARRAY_INT_BASE_OFFSET");
  private static final long INT_BYTES = constant("ARRAY_INT_INDEX_SCALE");
  private static final long LONGS = constant("ARRAY_LONG_BASE_OFFSET");
  private static final long LONG_BYTES = constant("ARRAY_LONG_INDEX_SCALE");
  private static final long REFERENCES = constant("ARRAY_OBJECT_BASE_OFFSET");
  private static final long REFERENCE_BYTES = constant("ARRAY_OBJECT_INDEX_SCALE");

  private ArrayLayout() {}

  /** Offset of an element of an {@code int[]}. */
  public static long ofInt(int index) {
    return INTS + index * INT_BYTES;
  }

  /** Offset of an element of a {@code long[]}. */
  public static long ofLong(int index) {
    return LONGS + index * LONG_BYTES;
  }

  /** Offset of an element of an array of references. */
  public static long ofReference(int index) {
    return REFERENCES + index * REFERENCE_BYTES;
  }

  private static long constant(String name) {
    try {
      return ((Number) Unsafe.class.getField(name).get(null)).longValue();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
