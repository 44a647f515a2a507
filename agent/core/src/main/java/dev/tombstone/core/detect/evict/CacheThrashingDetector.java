package dev.tombstone.core.detect.evict;

import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.snapshot.Grade;
import java.util.EnumSet;
import java.util.List;

/** Keys that a cache evicts and that come back at once, again and again. */
public final class CacheThrashingDetector extends Detector {
  /** What it finds. */
  public static final Hazard HAZARD =
      new Hazard(
          "cache-thrashing",
          "a key is evicted and comes back again and again",
          true,
          EnumSet.of(Grade.OBSERVED));

  /** The one of this JVM. */
  public CacheThrashingDetector() {
    super(HAZARD);
  }

  @Override
  public List<Watch> watches(Tools tools, int part) {
    return List.of(new CacheThrashing(tools.evictions(), tools.handoff()));
  }
}
