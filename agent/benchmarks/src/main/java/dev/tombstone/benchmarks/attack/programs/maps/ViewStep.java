package dev.tombstone.benchmarks.attack.programs.maps;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Function;

/** One step from a map or view to a view or wrapper of it. */
record ViewStep(String name, Class<?> type, Function<Object, Object> function) {
  private static final List<String> WITHOUT_ARGUMENTS =
      List.of(
          "reversed",
          "sequencedKeySet",
          "sequencedValues",
          "sequencedEntrySet",
          "keySet",
          "values",
          "entrySet",
          "navigableKeySet",
          "descendingMap",
          "descendingKeySet",
          "descendingSet");
  private static final List<Class<?>> TYPES =
      List.of(
          type("java.util.SequencedMap", Map.class),
          type("java.util.SequencedCollection", Collection.class),
          Map.class,
          NavigableMap.class,
          NavigableSet.class);
  private static final List<ViewStep> STEPS = steps();

  /** Those that can be taken from here. */
  static List<ViewStep> on(Object view) {
    return STEPS.stream().filter(step -> step.type.isInstance(view)).toList();
  }

  Object from(Object view) {
    return function.apply(view);
  }

  private static List<ViewStep> steps() {
    List<ViewStep> steps = new ArrayList<>();
    for (Class<?> type : TYPES) {
      for (Method method : type.getMethods()) {
        if (WITHOUT_ARGUMENTS.contains(method.getName())
            && method.getParameterCount() == 0
            && method.getDeclaringClass() == type) {
          steps.add(new ViewStep(method.getName(), type, view -> call(method, view)));
        }
      }
    }
    wrappers(steps);
    ranges(steps);
    return steps;
  }

  private static void wrappers(List<ViewStep> steps) {
    add(steps, "synchronizedMap", Map.class, Collections::synchronizedMap);
    add(steps, "synchronizedSortedMap", SortedMap.class, Collections::synchronizedSortedMap);
    add(
        steps,
        "synchronizedNavigableMap",
        NavigableMap.class,
        Collections::synchronizedNavigableMap);
    add(steps, "synchronizedSet", Set.class, Collections::synchronizedSet);
    add(steps, "synchronizedSortedSet", SortedSet.class, Collections::synchronizedSortedSet);
    add(
        steps,
        "synchronizedNavigableSet",
        NavigableSet.class,
        Collections::synchronizedNavigableSet);
    add(steps, "synchronizedCollection", Collection.class, Collections::synchronizedCollection);
    add(
        steps,
        "checkedMap",
        Map.class,
        map -> Collections.checkedMap(map, Object.class, Object.class));
    add(
        steps,
        "checkedSortedMap",
        SortedMap.class,
        map -> Collections.checkedSortedMap(map, Object.class, Object.class));
    add(
        steps,
        "checkedNavigableMap",
        NavigableMap.class,
        map -> Collections.checkedNavigableMap(map, Object.class, Object.class));
    add(steps, "checkedSet", Set.class, set -> Collections.checkedSet(set, Object.class));
    add(
        steps,
        "checkedSortedSet",
        SortedSet.class,
        set -> Collections.checkedSortedSet(set, Object.class));
    add(
        steps,
        "checkedNavigableSet",
        NavigableSet.class,
        set -> Collections.checkedNavigableSet(set, Object.class));
    add(
        steps,
        "checkedCollection",
        Collection.class,
        values -> Collections.checkedCollection(values, Object.class));
  }

  private static void ranges(List<ViewStep> steps) {
    add(steps, "headMap", SortedMap.class, map -> map.isEmpty() ? map : map.headMap(map.lastKey()));
    add(
        steps,
        "tailMap",
        SortedMap.class,
        map -> map.isEmpty() ? map : map.tailMap(map.firstKey()));
    add(steps, "headSet", SortedSet.class, set -> set.isEmpty() ? set : set.headSet(set.last()));
    add(steps, "tailSet", SortedSet.class, set -> set.isEmpty() ? set : set.tailSet(set.first()));
  }

  @SuppressWarnings("unchecked")
  private static <T> void add(
      List<ViewStep> steps, String name, Class<? super T> type, Function<T, Object> function) {
    steps.add(new ViewStep(name, type, view -> function.apply((T) view)));
  }

  private static Object call(Method method, Object view) {
    try {
      return method.invoke(view);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> type(String name, Class<?> before) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      // An older JDK.
      return before;
    }
  }
}
