package dev.tombstone.core.detect.resize;

import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.core.detect.overlap.OverlapWatch;
import dev.tombstone.model.family.Layer;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.snapshot.Grade;
import java.util.EnumSet;
import java.util.List;

/** A removal that meets a table being resized or cleaned up. */
public final class RemovalDuringResizeDetector extends Detector {
  /** What it finds. */
  public static final Hazard HAZARD =
      new Hazard(
          "removal-during-resize",
          "a removal meets a table that is being resized or cleaned up",
          false,
          EnumSet.of(Grade.PROVEN, Grade.OBSERVED));

  /** The one of this JVM. */
  public RemovalDuringResizeDetector() {
    super(HAZARD, Layer.RESIZE, Layer.MUTATIONS);
  }

  @Override
  public List<Watch> watches(Tools tools, int part) {
    OverlapWatch overlaps = OverlapWatch.of(tools);
    return List.of(overlaps, new RemovalDuringResize(overlaps, tools.stacks(), tools.handoff()));
  }
}
