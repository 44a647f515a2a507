package dev.tombstone.core.detect.miss;

import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.hook.Part;
import dev.tombstone.model.finding.Hazard;

/** A detector that looks into maps on a miss; nothing is woven for it. */
abstract class MissDetector extends Detector {
  /** A detector of this hazard. */
  MissDetector(Hazard hazard) {
    super(hazard);
  }

  @Override
  public final boolean needs(int part) {
    return part == Part.AUDIT;
  }
}
