package dev.tombstone.hook.jdk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedList;
import java.util.Set;
import java.util.Vector;
import java.util.concurrent.CopyOnWriteArrayList;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Collections of the JDK whose {@code contains} compares one element after the other, and how many
 * they have: read from their fields, without a call of theirs. A subclass of the application's may
 * have another {@code contains}, and is not known here.
 */
public final class LinearCollections {
  /** Answer for what is not known to be one. */
  public static final long UNKNOWN = -1;

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final int MOST_WRAPPERS = 8;

  /** Lists, each with an int field that is its size. */
  private static final Class<?>[] COUNTED = {ArrayList.class, LinkedList.class, Vector.class};

  private static final long[] COUNTS = {
    Fields.offset(ArrayList.class, "size"),
    Fields.offset(LinkedList.class, "size"),
    Fields.offset(Vector.class, "elementCount")
  };

  /** Lists, each with an array of just its elements. */
  private static final Class<?>[] ARRAYED = {
    Fields.nested(Arrays.class, "ArrayList"),
    Fields.named("java.util.ImmutableCollections$ListN"),
    CopyOnWriteArrayList.class
  };

  private static final long[] ARRAYS = {
    Fields.offset(ARRAYED[0], "a"),
    Fields.offset(ARRAYED[1], "elements"),
    Fields.offset(ARRAYED[2], "array")
  };

  /** Wrappers, which ask what is inside. */
  private static final Class<?> UNMODIFIABLE =
      Fields.nested(Collections.class, "UnmodifiableCollection");

  private static final Class<?> SYNCHRONIZED =
      Fields.nested(Collections.class, "SynchronizedCollection");

  private static final long INSIDE_UNMODIFIABLE = Fields.offset(UNMODIFIABLE, "c");
  private static final long INSIDE_SYNCHRONIZED = Fields.offset(SYNCHRONIZED, "c");

  private LinearCollections() {}

  /** How many elements it compares for one that it does not have; {@link #UNKNOWN} for others. */
  public static long size(@Nullable Object collection) {
    Object at = collection;
    for (int i = 0; i < MOST_WRAPPERS && at != null; i++) {
      if (UNMODIFIABLE.isInstance(at)) {
        at = UNSAFE.getReference(at, INSIDE_UNMODIFIABLE);
      } else if (SYNCHRONIZED.isInstance(at)) {
        at = UNSAFE.getReference(at, INSIDE_SYNCHRONIZED);
      } else {
        return sizeOfOne(at);
      }
    }
    return UNKNOWN;
  }

  private static long sizeOfOne(Object collection) {
    Class<?> type = collection.getClass();
    for (int i = 0; i < COUNTED.length; i++) {
      if (COUNTED[i] == type) {
        return UNSAFE.getIntOpaque(collection, COUNTS[i]);
      }
    }
    for (int i = 0; i < ARRAYED.length; i++) {
      if (ARRAYED[i] == type) {
        Object array = Fields.reference(collection, ARRAYS[i]);
        return array == null ? 0 : ((@Nullable Object[]) array).length;
      }
    }
    return sizeOfValues(collection);
  }

  /** The values of a map are gone through too. */
  private static long sizeOfValues(Object collection) {
    if (collection instanceof Set || ClassOrigin.loaderOf(collection.getClass()) != null) {
      return UNKNOWN;
    }
    Object map = MapViews.isMapOfTheJdk(collection) ? null : MapViews.directlyBehind(collection);
    return map == null ? UNKNOWN : MapInternals.size(map);
  }
}
