package dev.tombstone.agent.contract.views;

import dev.tombstone.agent.contract.views.View.Holds;
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
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One way from a map or a view of it to another view.
 *
 * @param name method and type
 * @param fits whether there is that way
 * @param from goes it
 */
@SuppressWarnings({"unchecked", "rawtypes"})
record ViewStep(String name, Function<View, Boolean> fits, Function<View, View> from) {
  private static final String SEQUENCED_MAP = "java.util.SequencedMap";
  private static final String SEQUENCED = "java.util.SequencedCollection";

  static List<ViewStep> all() {
    List<ViewStep> steps = new ArrayList<>();
    maps(steps);
    ranges(steps);
    collections(steps);
    sets(steps);
    views(steps);
    return steps;
  }

  /** The view at the end of the way. */
  static View follow(List<ViewStep> way, ViewBase.Made made) {
    View view = made.view();
    for (ViewStep step : way) {
      view = step.from().apply(view);
    }
    return view;
  }

  private static void maps(List<ViewStep> steps) {
    Class<Object> any = Object.class;
    wrap(steps, "synchronizedMap", Map.class, Collections::synchronizedMap);
    wrap(steps, "synchronizedSortedMap", SortedMap.class, Collections::synchronizedSortedMap);
    wrap(
        steps,
        "synchronizedNavigableMap",
        NavigableMap.class,
        Collections::synchronizedNavigableMap);
    wrap(steps, "checkedMap", Map.class, map -> Collections.checkedMap(map, any, any));
    wrap(
        steps,
        "checkedSortedMap",
        SortedMap.class,
        map -> Collections.checkedSortedMap(map, any, any));
    wrap(
        steps,
        "checkedNavigableMap",
        NavigableMap.class,
        map -> Collections.checkedNavigableMap(map, any, any));
    wrap(steps, "descendingMap", NavigableMap.class, NavigableMap::descendingMap);
    sequenced(steps, "reversed", SEQUENCED_MAP, Holds.MAP);
  }

  private static void ranges(List<ViewStep> steps) {
    range(steps, "headMap", SortedMap.class, (map, ends) -> map.headMap(ends[1]));
    range(steps, "tailMap", SortedMap.class, (map, ends) -> map.tailMap(ends[0]));
    range(steps, "subMap", SortedMap.class, (map, ends) -> map.subMap(ends[0], ends[1]));
    range(steps, "headSet", SortedSet.class, (set, ends) -> set.headSet(ends[1]));
    range(steps, "tailSet", SortedSet.class, (set, ends) -> set.tailSet(ends[0]));
    range(steps, "subSet", SortedSet.class, (set, ends) -> set.subSet(ends[0], ends[1]));
  }

  private static void collections(List<ViewStep> steps) {
    Class<Object> any = Object.class;
    wrap(steps, "synchronizedCollection", Collection.class, Collections::synchronizedCollection);
    wrap(
        steps,
        "checkedCollection",
        Collection.class,
        collection -> Collections.checkedCollection(collection, any));
    wrap(steps, "synchronizedSet", Set.class, Collections::synchronizedSet);
    wrap(steps, "checkedSet", Set.class, set -> Collections.checkedSet(set, any));
    sequenced(steps, "reversed", SEQUENCED, null);
  }

  private static void sets(List<ViewStep> steps) {
    Class<Object> any = Object.class;
    wrap(steps, "synchronizedSortedSet", SortedSet.class, Collections::synchronizedSortedSet);
    wrap(
        steps,
        "synchronizedNavigableSet",
        NavigableSet.class,
        Collections::synchronizedNavigableSet);
    wrap(steps, "checkedSortedSet", SortedSet.class, set -> Collections.checkedSortedSet(set, any));
    wrap(
        steps,
        "checkedNavigableSet",
        NavigableSet.class,
        set -> Collections.checkedNavigableSet(set, any));
    wrap(steps, "descendingSet", NavigableSet.class, NavigableSet::descendingSet);
  }

  private static void views(List<ViewStep> steps) {
    view(steps, "keySet", Map.class, Holds.KEYS, Map::keySet);
    view(steps, "values", Map.class, Holds.VALUES, Map::values);
    view(steps, "entrySet", Map.class, Holds.ENTRIES, Map::entrySet);
    view(steps, "navigableKeySet", NavigableMap.class, Holds.KEYS, NavigableMap::navigableKeySet);
    view(steps, "descendingKeySet", NavigableMap.class, Holds.KEYS, NavigableMap::descendingKeySet);
    sequenced(steps, "sequencedKeySet", SEQUENCED_MAP, Holds.KEYS);
    sequenced(steps, "sequencedValues", SEQUENCED_MAP, Holds.VALUES);
    sequenced(steps, "sequencedEntrySet", SEQUENCED_MAP, Holds.ENTRIES);
  }

  /** Wrappers hold what they wrap. */
  private static <T> void wrap(
      List<ViewStep> steps, String name, Class<T> type, Function<T, Object> wrapper) {
    steps.add(
        new ViewStep(
            name,
            view -> type.isInstance(view.object()),
            view -> new View(view.holds(), wrapper.apply((T) view.object()))));
  }

  private static <T> void view(
      List<ViewStep> steps, String name, Class<T> type, Holds holds, Function<T, Object> way) {
    steps.add(
        new ViewStep(
            name,
            view -> type.isInstance(view.object()),
            view -> new View(holds, way.apply(type.cast(view.object())))));
  }

  /** From a quarter of its elements to three quarters. */
  private static <T> void range(
      List<ViewStep> steps, String name, Class<T> type, BiFunction<T, Object[], Object> range) {
    steps.add(
        new ViewStep(
            name,
            view -> type.isInstance(view.object()),
            view -> {
              List<Object> all = view.elements();
              Object[] ends = {all.get(all.size() / 4), all.get(all.size() * 3 / 4)};
              return new View(view.holds(), range.apply((T) view.object(), ends));
            }));
  }

  private static void sequenced(
      List<ViewStep> steps, String name, String type, @Nullable Holds holds) {
    steps.add(
        new ViewStep(
            name + " of " + type,
            view -> View.isA(type, view.object()),
            view ->
                new View(
                    holds == null ? view.holds() : holds, View.call(type, view.object(), name))));
  }
}
