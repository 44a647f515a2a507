package dev.tombstone.core.detect.retained;

import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.model.family.Layer;
import java.util.List;

/** The part of {@code retained-after-removal} that looks at weak maps: it costs next to nothing. */
final class WeakMapsDetector extends Detector {
  WeakMapsDetector() {
    super(
        RetainedAfterRemovalDetector.HAZARD.id() + ":weak-maps",
        RetainedAfterRemovalDetector.HAZARD,
        Layer.WEAK_INSERT);
  }

  @Override
  public List<Watch> watches(Tools tools, int part) {
    return List.of(WeakMapWatch.of(tools, part));
  }
}
