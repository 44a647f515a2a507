package dev.tombstone.core.detect.miss;

import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.snapshot.Grade;
import java.util.EnumSet;
import java.util.List;

/** A key whose hash or order changed while it was in a map. */
public final class MutatedKeyDetector extends MissDetector {
  /** What it finds. */
  public static final Hazard HAZARD =
      new Hazard(
          "mutated-key",
          "a key was changed while it was in a map",
          true,
          EnumSet.of(Grade.PROVEN, Grade.OBSERVED));

  /** The one of this JVM. */
  public MutatedKeyDetector() {
    super(HAZARD);
  }

  @Override
  public List<Watch> watches(Tools tools, int part) {
    MissWatch misses = MissWatch.of(tools);
    MutatedKey judge =
        new MutatedKey(tools.stacks(), tools.handoff(), tools.options().hashesShown());
    return List.of(misses.asking(judge, part), misses);
  }
}
