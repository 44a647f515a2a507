package dev.tombstone.instrumentation;

import dev.tombstone.model.family.MapFamilies;
import dev.tombstone.model.family.MapFamily;
import java.util.ArrayList;
import java.util.List;

/**
 * Classes nested in woven ones that call a method of a woven superclass which cannot be overridden.
 *
 * <p>The JVM's class archive may hold such a call bound to the body in the archive (seen on JDK 25:
 * {@code TreeMap$EntryIterator} called the {@code nextEntry} that nobody had woven). If the class
 * is loaded from there after the weaving, the call stays so; if it is loaded before, the weaving
 * binds it anew. So they are loaded before.
 */
final class BoundCallers {
  private BoundCallers() {}

  /** Their binary names. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (MapFamily family : MapFamilies.maps()) {
      names.addAll(family.boundCallers());
    }
    return names;
  }
}
