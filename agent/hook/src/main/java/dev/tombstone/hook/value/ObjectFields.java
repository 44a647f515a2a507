package dev.tombstone.hook.value;

import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/** Reads of an object's fields, racy and without any call of the object. */
public final class ObjectFields {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private ObjectFields() {}

  /**
   * Where objects have this field of their class or a superclass; loads no class.
   *
   * @throws InternalError if the class has no such field
   */
  public static long offset(Class<?> declaring, String field) {
    return UNSAFE.objectFieldOffset(declaring, field);
  }

  /** The reference that is there. */
  public static @Nullable Object read(Object object, long offset) {
    return UNSAFE.getReferenceAcquire(object, offset);
  }
}
