package dev.tombstone.instrumentation.callsite;

import org.jspecify.annotations.Nullable;

/** Where the class file of a loaded class is taken from. For agent threads. */
@FunctionalInterface
public interface ClassBytes {
  /** The class file, or null if this does not have it. No code of the application is run. */
  byte @Nullable [] of(Class<?> type);
}
