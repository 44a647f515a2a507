package dev.tombstone.core.detect.hash;

import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.hook.Part;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.snapshot.Grade;
import java.util.EnumSet;
import java.util.List;

/** Keys whose hashes leave a map long bins; nothing is woven for it. */
public final class PoorHashDetector extends Detector {
  /** What it finds. */
  public static final Hazard HAZARD =
      new Hazard(
          "poor-hash",
          "keys of a map share their hashes, or their bins",
          true,
          EnumSet.of(Grade.PROVEN, Grade.OBSERVED));

  private static final int STACKS_PER_SECOND = 5;

  /** The one of this JVM. */
  public PoorHashDetector() {
    super(HAZARD);
  }

  @Override
  public boolean needs(int part) {
    return part == Part.AUDIT;
  }

  @Override
  public List<Watch> watches(Tools tools, int part) {
    return List.of(
        new BinWatch(new WatcherStack(STACKS_PER_SECOND), tools.handoff(), part, System::nanoTime));
  }
}
