package dev.tombstone.agent.contract.views;

import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A map, or a collection that deletes from a map.
 *
 * @param holds what it is
 * @param object the map or collection
 */
record View(Holds holds, Object object) {
  enum Holds {
    MAP,
    KEYS,
    VALUES,
    ENTRIES
  }

  @SuppressWarnings("unchecked")
  Map<Object, Object> map() {
    return (Map<Object, Object>) object;
  }

  @SuppressWarnings("unchecked")
  Collection<Object> collection() {
    return (Collection<Object>) object;
  }

  /** Its elements in order, of a map the keys; entries as copies. */
  List<Object> elements() {
    List<Object> elements = new ArrayList<>();
    for (Object element : holds == Holds.MAP ? map().keySet() : collection()) {
      elements.add(
          element instanceof Map.Entry<?, ?> entry
              ? new SimpleEntry<Object, Object>(entry.getKey(), entry.getValue())
              : element);
    }
    return elements;
  }

  /** Calls a method that JDK 17 may not have. */
  static Object call(String type, Object receiver, String method) {
    try {
      return Class.forName(type).getMethod(method).invoke(receiver);
    } catch (java.lang.reflect.InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether it is an instance of a type that JDK 17 may not have. */
  static boolean isA(String type, Object object) {
    try {
      return Class.forName(type).isInstance(object);
    } catch (ClassNotFoundException ofALaterJdk) {
      return false;
    }
  }
}
