package dev.tombstone.hook.jdk;

import java.lang.reflect.Field;
import java.util.Objects;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/** Fields and elements that the JDK's maps keep to themselves. */
final class Fields {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private Fields() {}

  /** Offset of an instance field. */
  static long offset(Class<?> type, String field) {
    return UNSAFE.objectFieldOffset(type, field);
  }

  /** A nested class. */
  static Class<?> nested(Class<?> outer, String name) {
    return named(outer.getName().concat("$").concat(name));
  }

  /** A class of the JDK that others cannot name. */
  static Class<?> named(String name) {
    try {
      return Class.forName(name, false, null);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The value of a static final field; initialises the class, which an archive may not have. */
  static Object constant(Class<?> type, String field) {
    try {
      UNSAFE.ensureClassInitialized(type);
      Field constant = type.getDeclaredField(field);
      return Objects.requireNonNull(
          UNSAFE.getReference(
              UNSAFE.staticFieldBase(constant), UNSAFE.staticFieldOffset(constant)));
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With acquire, so that what another thread published is seen as it was published. */
  static @Nullable Object reference(Object holder, long offset) {
    return UNSAFE.getReferenceAcquire(holder, offset);
  }

  /**
   * As an acquire does; the offset of an array's elements is an int in one JDK, a long in another.
   */
  static @Nullable Object element(Object array, int index) {
    Object element = ((@Nullable Object[]) array)[index];
    UNSAFE.loadFence();
    return element;
  }
}
