package dev.tombstone.core.detect.miss;

import dev.tombstone.core.detect.framework.DrawnRate;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.snapshot.Grade;
import java.util.EnumSet;
import java.util.List;

/** A removal whose argument cannot equal what the map holds. */
public final class NeverHitsDetector extends MissDetector {
  /** What it finds. */
  public static final Hazard HAZARD =
      new Hazard(
          "never-hits",
          "a removal that can find nothing",
          true,
          EnumSet.of(Grade.PROVEN, Grade.OBSERVED));

  /** Of misses that each mean little, those of which a stack is taken. */
  static final int DRAWN_PER_SECOND = 20;

  /** The one of this JVM. */
  public NeverHitsDetector() {
    super(HAZARD);
  }

  @Override
  public List<Watch> watches(Tools tools, int part) {
    MissWatch misses = MissWatch.of(tools);
    DrawnRate drawn = new DrawnRate(DRAWN_PER_SECOND);
    ExplainedCalls explained = new ExplainedCalls();
    HopelessSites hopeless =
        new HopelessSites(
            tools.stacks(),
            drawn,
            tools.handoff(),
            tools.siteCounts(),
            explained,
            System::nanoTime);
    return List.of(
        misses.asking(new NeverHits(tools, drawn, explained), part),
        misses.asking(hopeless, part),
        misses);
  }
}
