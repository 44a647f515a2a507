package dev.tombstone.core.detect.blocked;

import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.snapshot.Grade;
import java.util.EnumSet;
import java.util.List;

/** A removal that cannot go on; nothing is woven for it. */
public final class BlockedRemovalDetector extends Detector {
  /** What it finds. */
  public static final Hazard HAZARD =
      new Hazard(
          "blocked-removal",
          "a removal cannot go on",
          true,
          EnumSet.of(Grade.PROVEN, Grade.OBSERVED));

  private static final int STACKS_PER_SECOND = 10;

  /** The call of the map may be far out, and a line is named only if all are known. */
  private static final int FRAMES = 256;

  /** The one of this JVM. */
  public BlockedRemovalDetector() {
    super(HAZARD);
  }

  @Override
  public List<Watch> watches(Tools tools, int part) {
    return List.of(
        new RecursiveRemoval(new WatcherStack(STACKS_PER_SECOND, FRAMES), tools.handoff(), part));
  }
}
