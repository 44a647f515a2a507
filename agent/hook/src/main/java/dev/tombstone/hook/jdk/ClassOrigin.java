package dev.tombstone.hook.jdk;

import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Which loader a class is from, for whoever looks at frames on an application's thread: {@code
 * Class.getClassLoader} asks a security manager, and the application's rights are not the agent's.
 */
public final class ClassOrigin {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long LOADER = UNSAFE.objectFieldOffset(Class.class, "classLoader");

  private ClassOrigin() {}

  /** The class's loader; null is the boot loader. */
  public static @Nullable ClassLoader loaderOf(Class<?> type) {
    return (ClassLoader) UNSAFE.getReference(type, LOADER);
  }
}
