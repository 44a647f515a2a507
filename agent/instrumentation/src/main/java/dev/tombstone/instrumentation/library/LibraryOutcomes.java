package dev.tombstone.instrumentation.library;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What weaving said of the classes of each loader. A loader is held weakly and compared by identity
 * alone: its {@code equals} and {@code hashCode} are the application's. Thread-safe.
 */
final class LibraryOutcomes {
  private static final class OfLoader {
    final WeakReference<ClassLoader> loader;
    final Map<String, String> byType = new HashMap<>();

    OfLoader(ClassLoader loader) {
      this.loader = new WeakReference<>(loader);
    }
  }

  private final List<OfLoader> loaders = new ArrayList<>();

  /**
   * Remembers it.
   *
   * @param type internal name of the class
   * @param outcome empty for success
   */
  synchronized void put(ClassLoader loader, String type, String outcome) {
    OfLoader found = find(loader);
    if (found == null) {
      found = new OfLoader(loader);
      loaders.add(found);
    }
    found.byType.put(type, outcome);
  }

  /** What was said of the class; null if nothing was. */
  synchronized @Nullable String of(ClassLoader loader, String type) {
    OfLoader found = find(loader);
    return found == null ? null : found.byType.get(type);
  }

  /** Loaders that have such classes and are there still. */
  synchronized int loaders() {
    OfLoader unused = find(null);
    return loaders.size();
  }

  private @Nullable OfLoader find(@Nullable ClassLoader loader) {
    OfLoader found = null;
    for (Iterator<OfLoader> all = loaders.iterator(); all.hasNext(); ) {
      OfLoader next = all.next();
      if (next.loader.refersTo(null)) {
        all.remove();
      } else if (loader != null && next.loader.refersTo(loader)) {
        found = next;
      }
    }
    return found;
  }
}
