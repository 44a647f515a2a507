package dev.tombstone.core.detect.miss;

import org.jspecify.annotations.Nullable;

/** What a loaded class extends and implements, by name: no class is looked for. */
final class TypeNames {
  private TypeNames() {}

  /** Whether objects of this class are of the class or interface of this name. */
  static boolean isSubtype(Class<?> type, String name) {
    for (Class<?> each = type; each != null; each = superclass(each)) {
      if (each.getName().equals(name)) {
        return true;
      }
      for (Class<?> implemented : each.getInterfaces()) {
        if (isSubtype(implemented, name)) {
          return true;
        }
      }
    }
    return name.equals("java.lang.Object");
  }

  private static @Nullable Class<?> superclass(Class<?> type) {
    return type.getSuperclass();
  }
}
