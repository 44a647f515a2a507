package dev.tombstone.model.family;

import java.util.ArrayList;
import java.util.List;

/** What is woven for detectors beyond counting, each while a detector wants it. */
public enum Layer {
  /** Entry and exit of operations that change a map which allows one thread at a time. */
  MUTATIONS,
  /** Loops that find their map changed, and the removals that change it. */
  ITERATION,
  /** Work on tables: a resize, help with one, the removal of entries whose keys were collected. */
  RESIZE;

  /** What to weave. */
  public List<WeavePoint> points() {
    List<WeavePoint> points = new ArrayList<>();
    for (MapFamily family : MapFamilies.all()) {
      points.addAll(family.points(this));
    }
    return points;
  }
}
