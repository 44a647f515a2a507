package dev.tombstone.core.detect.overlap;

import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.model.family.Layer;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.snapshot.Grade;
import java.util.EnumSet;
import java.util.List;

/** Two threads inside one thread-unsafe map. */
public final class ConcurrentRemovalDetector extends Detector {
  /** What it finds. */
  public static final Hazard HAZARD =
      new Hazard(
          "concurrent-removal",
          "two threads change a map that allows one at a time",
          true,
          EnumSet.allOf(Grade.class));

  /** The one of this JVM. */
  public ConcurrentRemovalDetector() {
    super(HAZARD, Layer.MUTATIONS);
  }

  @Override
  public List<Watch> watches(Tools tools, int part) {
    return List.of(OverlapWatch.of(tools));
  }
}
