package dev.tombstone.model.sketch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The hot keys of any number of panes, of one process or of many, in the form that {@code
 * /hotkeys/sketch} answers and {@link SketchReader} reads. Immutable.
 *
 * <p>{@link #merge} is a union of panes by {@link SketchPane.Id}; of one that is in both the later
 * stays. It is associative, commutative and idempotent: files may be collected in any order and
 * more than once, and nothing is counted twice.
 */
public final class SketchFile {
  private final NavigableMap<SketchPane.Id, SketchPane> panes = new TreeMap<>();
  private final NavigableMap<SketchName.Key, SketchName> names = new TreeMap<>();

  /**
   * A key of the merged panes.
   *
   * @param name what is shown of it, or the empty text and {@code unknown}
   * @param map binary name of the map class
   * @param interval how often it was deleted
   * @param missRatio share of the attempts that found nothing
   */
  public record HotKey(SketchName name, String map, KeyInterval interval, double missRatio) {}

  /** A file with these panes and the names of keys in them. */
  public SketchFile(Collection<SketchPane> panes, Map<SketchName.Key, SketchName> names) {
    panes.forEach(pane -> this.panes.merge(pane.id(), pane, SketchPane::later));
    this.names.putAll(names);
  }

  /** All that is in one of the two. */
  public SketchFile merge(SketchFile other) {
    Map<SketchName.Key, SketchName> allNames = new HashMap<>(names);
    other.names.forEach(
        (key, name) ->
            allNames.merge(key, name, (one, two) -> one.compareTo(two) >= 0 ? one : two));
    List<SketchPane> allPanes = new ArrayList<>(panes.values());
    allPanes.addAll(other.panes.values());
    return new SketchFile(allPanes, allNames);
  }

  /** Every pane, in the order of their addresses. */
  public List<SketchPane> panes() {
    return List.copyOf(panes.values());
  }

  /** The panes of a window. */
  public List<SketchPane> panes(String window) {
    return panes.values().stream().filter(pane -> pane.id().window().equals(window)).toList();
  }

  /** What is shown of the keys. */
  public NavigableMap<SketchName.Key, SketchName> names() {
    return new TreeMap<>(names);
  }

  /**
   * The hottest keys over all panes of a window, hottest first.
   *
   * @param most how many
   * @throws IllegalArgumentException if the panes are of several key spaces, whose keys cannot be
   *     told to be the same
   */
  public List<HotKey> hottest(String window, int most) {
    List<SketchPane> chosen = panes(window);
    if (chosen.isEmpty()) {
      return List.of();
    }
    long keySpace = chosen.get(0).keySpace();
    if (chosen.stream().anyMatch(pane -> pane.keySpace() != keySpace)) {
      throw new IllegalArgumentException(
          "the sketches hash keys differently; processes whose sketches are to be merged need the"
              + " same keys.salt");
    }
    List<String> maps =
        chosen.stream()
            .flatMap(pane -> pane.categories().stream().map(SketchCategory::map))
            .distinct()
            .sorted()
            .toList();
    KeyMerge merge = new KeyMerge();
    DistinctCounter distinct = new DistinctCounter();
    for (SketchPane pane : chosen) {
      int[] groups =
          pane.categories().stream().mapToInt(category -> maps.indexOf(category.map())).toArray();
      merge.add(
          pane.keys(), 1L << pane.largestShift(), pane.dropped(), category -> groups[category]);
      distinct.merge(pane.distinct());
    }
    return merge.top(most, distinct.estimate()).stream()
        .map(
            row ->
                new HotKey(
                    names.getOrDefault(
                        new SketchName.Key(keySpace, row.hash()), new SketchName("", "unknown")),
                    maps.get(row.group()),
                    row.interval(),
                    row.missRatio()))
        .toList();
  }
}
