package dev.tombstone.core.detect.evict;

import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.snapshot.Grade;
import java.util.EnumSet;
import java.util.List;

/** Keys that leave a cache and come back at once, again and again. */
public final class CacheThrashingDetector extends Detector {
  /** What it finds. */
  public static final Hazard HAZARD =
      new Hazard(
          "cache-thrashing",
          "a key is evicted or invalidated and comes back again and again",
          true,
          EnumSet.of(Grade.OBSERVED));

  private final Detector evictions = new EvictionsDetector();

  /** The one of this JVM. */
  public CacheThrashingDetector() {
    super(HAZARD);
  }

  /** That of evictions alone: only the application's author knows what its removals are for. */
  @Override
  public Detector part() {
    return evictions;
  }

  @Override
  public List<Watch> watches(Tools tools, int part) {
    return List.of(new CacheThrashing(tools, CacheThrashing.ALL));
  }
}
