package dev.tombstone.core.detect.check;

import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.snapshot.Grade;
import java.util.EnumSet;
import java.util.List;

/** A value is looked at, and then whatever is there is removed. */
public final class CheckThenRemoveDetector extends Detector {
  /** What it finds. */
  public static final Hazard HAZARD =
      new Hazard(
          "check-then-remove",
          "a removal by key alone is decided on by a value that may have been replaced",
          true,
          EnumSet.of(Grade.OBSERVED));

  /** The one of this JVM. */
  public CheckThenRemoveDetector() {
    super(HAZARD);
  }

  @Override
  public List<Watch> watches(Tools tools, int part) {
    return List.of(new CheckThenRemove(tools));
  }
}
