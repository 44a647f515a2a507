package dev.tombstone.core.detect.closing;

import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.snapshot.Grade;
import java.util.EnumSet;
import java.util.List;

/** A value that leaves a map, becomes unreachable and was never closed. */
public final class UnclosedAfterRemovalDetector extends Detector {
  /** What it finds. */
  public static final Hazard HAZARD =
      new Hazard(
          "unclosed-after-removal",
          "a value that has to be closed leaves a map and never is",
          false,
          EnumSet.of(Grade.PROVEN, Grade.OBSERVED));

  /** The one of this JVM. */
  public UnclosedAfterRemovalDetector() {
    super(HAZARD);
  }

  @Override
  public List<Watch> watches(Tools tools, int part) {
    return List.of(new UnclosedAfterRemoval(tools.closingClasses(), tools.handoff(), part));
  }
}
