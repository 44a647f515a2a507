package dev.tombstone.hook.jdk;

import org.jspecify.annotations.Nullable;

/**
 * Reads fields of any object that hold references, by name. Runs no code of the object's class and
 * loads no class; the read is racy, and sees what some thread has written.
 */
public final class ObjectFields {
  /** Answer: the class does not declare such a field, or the JVM does not say where it is. */
  public static final long UNKNOWN = -1;

  private ObjectFields() {}

  /** Where an instance field is that this class itself declares; {@link #UNKNOWN} if nowhere. */
  public static long offset(Class<?> type, String field) {
    try {
      return Fields.offset(type, field);
    } catch (InternalError noSuchField) {
      return UNKNOWN;
    }
  }

  /** What the field holds that is there. */
  public static @Nullable Object reference(Object holder, long offset) {
    return Fields.reference(holder, offset);
  }
}
