package dev.tombstone.core.detect.iteration;

import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.core.detect.overlap.OverlapWatch;
import dev.tombstone.model.family.Layer;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.snapshot.Grade;
import java.util.EnumSet;
import java.util.List;

/** A loop whose map loses entries other than by the loop's iterator. */
public final class RemovalWhileIteratingDetector extends Detector {
  /** What it finds. */
  public static final Hazard HAZARD =
      new Hazard(
          "removal-while-iterating",
          "a map loses entries inside a loop over it",
          true,
          EnumSet.allOf(Grade.class));

  private final Detector failures = new FailingLoopsDetector();

  /** The one of this JVM. */
  public RemovalWhileIteratingDetector() {
    super(HAZARD, Layer.FAILURE, Layer.REMOVAL, Layer.LOOP_END, Layer.MUTATIONS);
  }

  /** Loops that fail. */
  @Override
  public Detector part() {
    return failures;
  }

  /** Whose the changes of a map are is known from its operations. */
  @Override
  public List<Watch> watches(Tools tools, int part) {
    return List.of(OverlapWatch.of(tools), RemovalWhileIterating.of(tools));
  }
}
