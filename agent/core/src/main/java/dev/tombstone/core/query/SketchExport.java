package dev.tombstone.core.query;

import dev.tombstone.core.window.KeyNames;
import dev.tombstone.core.window.Pane;
import dev.tombstone.core.window.PaneRing;
import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.sketch.KeySummary;
import dev.tombstone.model.sketch.SketchCategory;
import dev.tombstone.model.sketch.SketchFile;
import dev.tombstone.model.sketch.SketchName;
import dev.tombstone.model.sketch.SketchPane;
import dev.tombstone.model.snapshot.EncodableText;
import dev.tombstone.model.snapshot.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Makes a sketch file of the panes of a window, with the shared hashes of the keys. */
public final class SketchExport {
  private SketchExport() {}

  /** The sketch of a window, as it may leave the process. */
  public static SketchFile of(
      UUID instance,
      Window window,
      PaneRing.Content content,
      long nowMillis,
      KeyNames hashes,
      LongFunction<@Nullable SketchName> names) {
    List<SketchPane> panes = new ArrayList<>();
    Map<SketchName.Key, SketchName> known = new HashMap<>();
    int underWay = content.panes().size() - 1;
    for (int i = 0; i <= underWay; i++) {
      Pane pane = content.panes().get(i);
      boolean closed = i < underWay;
      long end = closed ? pane.startMillis() + content.paneMillis() : nowMillis;
      SketchPane.Id id = new SketchPane.Id(instance, window.id(), pane.startMillis());
      panes.add(exported(pane, id, end, closed, hashes));
      for (int entry = 0; entry < pane.keys().size(); entry++) {
        long hash = pane.keys().entry(entry).hash();
        SketchName name = names.apply(hash);
        if (name != null) {
          known.put(new SketchName.Key(hashes.keySpace(), hashes.shared(hash)), encodable(name));
        }
      }
    }
    return new SketchFile(panes, known);
  }

  private static SketchPane exported(
      Pane pane, SketchPane.Id id, long end, boolean closed, KeyNames hashes) {
    List<SketchCategory> categories = new ArrayList<>();
    KeySummary keys =
        pane.keys().renamed(hashes::shared, category -> positionOf(named(category), categories));
    return new SketchPane(
        id,
        end,
        closed,
        hashes.keySpace(),
        pane.maxRatioShift(),
        pane.deletions(),
        pane.dropped(),
        List.copyOf(categories),
        keys,
        pane.distinct(),
        pane.frequencies());
  }

  private static SketchName encodable(SketchName name) {
    return new SketchName(EncodableText.of(name.text()), EncodableText.of(name.keyClass()));
  }

  private static SketchCategory named(int category) {
    MapCounters[] classes = CounterTable.all();
    return new SketchCategory(
        EncodableText.of(classes[category / Operation.COUNT].mapClass()),
        Operation.ofCode(category % Operation.COUNT).id());
  }

  private static int positionOf(SketchCategory category, List<SketchCategory> categories) {
    int position = categories.indexOf(category);
    if (position < 0) {
      position = categories.size();
      categories.add(category);
    }
    return position;
  }
}
