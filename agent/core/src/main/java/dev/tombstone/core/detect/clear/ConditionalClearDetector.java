package dev.tombstone.core.detect.clear;

import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.model.family.Layer;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.snapshot.Grade;
import java.util.EnumSet;
import java.util.List;

/** Many entries removed at a price that another call would not have. */
public final class ConditionalClearDetector extends Detector {
  /** What it finds. */
  public static final Hazard HAZARD =
      new Hazard(
          "conditional-clear",
          "a call that removes many entries takes long for what it does",
          true,
          EnumSet.of(Grade.OBSERVED));

  /** The one of this JVM. */
  public ConditionalClearDetector() {
    super(HAZARD, Layer.BULK);
  }

  @Override
  public List<Watch> watches(Tools tools, int part) {
    return List.of(
        new BulkCalls(new WatcherStack(BulkCalls.STACKS_PER_SECOND), tools.handoff(), part));
  }
}
