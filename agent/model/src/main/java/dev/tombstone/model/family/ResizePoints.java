package dev.tombstone.model.family;

import static dev.tombstone.model.family.Descriptors.NOTHING;

import dev.tombstone.model.family.Marker.Assist;
import dev.tombstone.model.family.Marker.Backlog;
import dev.tombstone.model.family.Marker.Resize;
import java.util.ArrayList;
import java.util.List;

/**
 * Where HashMap replaces its table, where ConcurrentHashMap has a removal help to replace its own,
 * and where WeakHashMap removes entries whose keys were collected.
 */
final class ResizePoints {
  static final List<WeavePoint> ALL = all();

  private ResizePoints() {}

  private static List<WeavePoint> all() {
    List<WeavePoint> points =
        new ArrayList<>(
            MapFamily.of("java.util.HashMap").at("resize", new Resize("size")).build().points());
    Assist helps = new Assist("helpTransfer", Marker.Whole.NONE);
    points.addAll(
        MapFamily.of("java.util.concurrent.ConcurrentHashMap")
            .at("replaceNode", new Assist("helpTransfer", 1))
            .at("clear" + NOTHING, helps)
            .at("computeIfPresent", helps)
            .at("compute", helps)
            .at("merge", helps)
            .build()
            .points());
    points.addAll(
        MapFamily.of("java.util.WeakHashMap")
            .at("expungeStaleEntries", new Backlog("size"))
            .build()
            .points());
    return List.copyOf(points);
  }
}
