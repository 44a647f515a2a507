package dev.tombstone.core.detect.retained;

import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.model.family.Layer;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.snapshot.Grade;
import java.util.EnumSet;
import java.util.List;

/** Values that stay in memory though a removal was to let go of them. */
public final class RetainedAfterRemovalDetector extends Detector {
  /** What it finds. */
  public static final Hazard HAZARD =
      new Hazard(
          "retained-after-removal",
          "what a map was to let go of stays in memory",
          true,
          EnumSet.of(Grade.OBSERVED));

  private final Detector weakMaps = new WeakMapsDetector();

  /** The one of this JVM. */
  public RetainedAfterRemovalDetector() {
    super(HAZARD, Layer.WEAK_INSERT);
  }

  /** Weak maps. */
  @Override
  public Detector part() {
    return weakMaps;
  }

  @Override
  public List<Watch> watches(Tools tools, int part) {
    return List.of(WeakMapWatch.of(tools, part), new RemovedValueWatch(tools, part));
  }
}
