package dev.tombstone.hook;

import java.lang.invoke.MethodHandle;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Which map a receiver's deletions come from: itself, or the map behind a range view. */
public final class BackingMaps {
  /**
   * {@code TreeMap.NavigableSubMap.m}, as {@code (Object) -> Object}; null until the agent sets it.
   */
  private static volatile @Nullable MethodHandle subMapField;

  private static volatile @Nullable Class<?> subMapClass;

  private BackingMaps() {}

  /** Tells how to reach the map behind TreeMap's range views, which java.util keeps to itself. */
  public static void setTreeMapView(Class<?> viewClass, MethodHandle mapOfView) {
    subMapField = mapOfView;
    subMapClass = viewClass;
  }

  /** The map of the JDK behind this receiver, or null if it is none. */
  static @Nullable Object of(Object receiver) {
    if (isMapOfTheJdk(receiver)) {
      return receiver;
    }
    Class<?> views = subMapClass;
    MethodHandle field = subMapField;
    if (views == null || field == null || !views.isInstance(receiver)) {
      return null;
    }
    try {
      return (Object) field.invokeExact(receiver);
    } catch (StackOverflowError | OutOfMemoryError full) {
      Failures.exhausted = Failures.exhausted + 1;
      return null;
    } catch (Throwable error) {
      Failures.note(Part.COUNTING, error);
      return null;
    }
  }

  /** Whether this is an instance of one of the instrumented map classes. */
  static boolean isMapOfTheJdk(@Nullable Object object) {
    return object instanceof HashMap
        || object instanceof ConcurrentHashMap
        || object instanceof TreeMap
        || object instanceof ConcurrentSkipListMap
        || object instanceof WeakHashMap
        || object instanceof IdentityHashMap
        || object instanceof Hashtable
        || object instanceof EnumMap;
  }
}
