package dev.tombstone.core.detect.clear;

import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.model.family.Layer;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.snapshot.Grade;
import java.util.EnumSet;
import java.util.List;

/** Many entries removed at a price that another way would not have. */
public final class ConditionalClearDetector extends Detector {
  /** What it finds. */
  public static final Hazard HAZARD =
      new Hazard(
          "conditional-clear",
          "removing many entries takes long for what is done",
          true,
          EnumSet.of(Grade.OBSERVED));

  private final Detector calls = new BulkCallsDetector();

  /** The one of this JVM. */
  public ConditionalClearDetector() {
    super(HAZARD, Layer.BULK, Layer.LOOP_BEGIN, Layer.LOOP_END);
  }

  /** Calls of the JDK's. */
  @Override
  public Detector part() {
    return calls;
  }

  @Override
  public List<Watch> watches(Tools tools, int part) {
    BulkCalls bulk = BulkCalls.of(tools, part);
    return List.of(bulk, new Loops(bulk, part));
  }
}
