package dev.tombstone.assembly;

import dev.tombstone.instrumentation.library.LibraryMaps;
import jdk.internal.misc.Unsafe;

/** Defines classes in the boot loader as {@link HookDefiner} does, which comes first. */
final class BootClasses implements LibraryMaps.BootDefiner {
  @Override
  public void define(String name, byte[] bytes) {
    Class<?> unused = Unsafe.getUnsafe().defineClass(name, bytes, 0, bytes.length, null, null);
    try {
      unused = Class.forName(name, true, null);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
