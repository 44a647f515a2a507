package dev.tombstone.hook.jdk;

import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Which map of the JDK is behind a view, a wrapper or an iterator, and what a view holds.
 *
 * <p>A table of the JDK's own view classes, each with the offset of the field that leads to the
 * map, or to another view of it; the agent fills it before anything is woven. A look-up follows the
 * fields: it calls no method of the object, allocates nothing and loads no class.
 */
public final class MapViews {
  /** A view that holds anything else than the two below, or whose {@code remove} is its own. */
  public static final int OTHER = 0;

  /** A view whose {@code AbstractCollection.remove} deletes by a key. */
  public static final int KEYS = 1;

  /** A view whose {@code AbstractCollection.remove} deletes by an entry. */
  public static final int ENTRIES = 2;

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /** Wrappers may be wrapped; a longer way than this is not followed. */
  private static final int MAX_STEPS = 64;

  /** Open addressing by the classes' identity hash; at most half full. */
  private static final class Table {
    final @Nullable Class<?>[] types;
    final long[] offsets;
    final int[] holds;

    Table(int room) {
      types = new @Nullable Class<?>[room];
      offsets = new long[room];
      holds = new int[room];
    }

    /** Where the class is, or the free place where it would be. */
    int placeOf(Class<?> type) {
      int mask = types.length - 1;
      int place = System.identityHashCode(type) & mask;
      while (types[place] != null && types[place] != type) {
        place = (place + 1) & mask;
      }
      return place;
    }

    /** Where the class or the nearest of its superclasses is; -1 if none is there. */
    int find(Class<?> type) {
      Class<?> nearest = type;
      while (nearest != null) {
        int place = placeOf(nearest);
        if (types[place] != null) {
          return place;
        }
        nearest = nearest.getSuperclass();
      }
      return -1;
    }
  }

  private static volatile Table table = new Table(1);

  private MapViews() {}

  /**
   * Tells which field of each class leads to the map. A class without that field is left out.
   *
   * @param types the views, wrappers and iterators; subclasses are found by them
   * @param fields name of the field of each
   * @param holds what each holds, {@link #OTHER}, {@link #KEYS} or {@link #ENTRIES}; what is past
   *     the types is not read
   */
  public static void set(Class<?>[] types, String[] fields, int[] holds) {
    Table made = new Table(Integer.highestOneBit(Math.max(1, types.length)) * 4);
    for (int i = 0; i < types.length; i++) {
      long offset;
      try {
        offset = UNSAFE.objectFieldOffset(types[i], fields[i]);
      } catch (InternalError noSuchField) {
        continue;
      }
      int place = made.placeOf(types[i]);
      made.types[place] = types[i];
      made.offsets[place] = offset;
      made.holds[place] = holds[i];
    }
    table = made;
  }

  /** The map of the JDK that this is or is a view of; null if none is known. */
  public static @Nullable Object mapBehind(Object receiver) {
    Object last = behind(receiver);
    return isMapOfTheJdk(last) ? last : null;
  }

  /** The same, or where no map of the JDK is known the last object on the way. */
  public static Object behind(Object receiver) {
    Table views = table;
    Object at = receiver;
    for (int step = 0; step < MAX_STEPS && !isMapOfTheJdk(at); step++) {
      int place = views.find(at.getClass());
      Object next = place < 0 ? null : UNSAFE.getReference(at, views.offsets[place]);
      if (next == null) {
        return at;
      }
      at = next;
    }
    return at;
  }

  /**
   * The map of the JDK that this view, of a class that is known itself, is a view of without
   * anything between: its iterator is then the map's own too. Null if the map is of a class of the
   * application's, or anything is between.
   */
  public static @Nullable Object directlyBehind(Object view) {
    Table views = table;
    int place = views.placeOf(view.getClass());
    Object next =
        views.types[place] == null ? null : UNSAFE.getReference(view, views.offsets[place]);
    return next != null && isMapOfTheJdk(next) && ClassOrigin.loaderOf(next.getClass()) == null
        ? next
        : null;
  }

  /** Whether {@code AbstractCollection.remove} of this view looks for a key. */
  public static boolean holdsKeys(Object view) {
    return holdsOf(view) == KEYS;
  }

  /** Whether {@code AbstractCollection.remove} of this view looks for an entry. */
  public static boolean holdsEntries(Object view) {
    return holdsOf(view) == ENTRIES;
  }

  /** Whether this is an instance of one of the instrumented map classes. */
  public static boolean isMapOfTheJdk(Object object) {
    return MapLayouts.of(object) != null;
  }

  private static int holdsOf(Object view) {
    Table views = table;
    int place = views.find(view.getClass());
    return place < 0 ? OTHER : views.holds[place];
  }
}
