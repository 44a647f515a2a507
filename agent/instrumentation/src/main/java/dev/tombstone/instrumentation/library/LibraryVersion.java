package dev.tombstone.instrumentation.library;

import java.lang.module.ModuleDescriptor;
import org.jspecify.annotations.Nullable;

/** Which version of a library a class is of, as its module or its jar's manifest says. */
final class LibraryVersion {
  private LibraryVersion() {}

  /**
   * The version; null if neither says it, or only the file's name does. Reads what the loader has
   * read already, and calls nothing that a loader may override.
   *
   * @param type internal name of the class
   */
  static @Nullable String of(@Nullable Module module, ClassLoader loader, String type) {
    ModuleDescriptor descriptor = module == null ? null : module.getDescriptor();
    if (descriptor != null && descriptor.rawVersion().isPresent()) {
      return descriptor.rawVersion().get();
    }
    int slash = type.lastIndexOf('/');
    Package defined =
        slash < 0 ? null : loader.getDefinedPackage(type.substring(0, slash).replace('/', '.'));
    return defined == null ? null : defined.getImplementationVersion();
  }
}
