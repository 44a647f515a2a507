package dev.tombstone.instrumentation.callsite;

import org.jspecify.annotations.Nullable;

/** Where the class file of a loaded class is taken from. For agent threads. */
@FunctionalInterface
public interface ClassBytes {
  /** The class file, or null if this does not have it. No code of the application is run. */
  byte @Nullable [] of(Class<?> type);

  /** These, and what they do not have from others. */
  default ClassBytes or(ClassBytes others) {
    return type -> {
      byte[] own = of(type);
      return own == null ? others.of(type) : own;
    };
  }
}
