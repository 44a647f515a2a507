package dev.tombstone.core.detect.evict;

import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import java.util.List;

/** The part of {@code cache-thrashing} that is about what caches evict of themselves. */
final class EvictionsDetector extends Detector {
  EvictionsDetector() {
    super(CacheThrashingDetector.HAZARD.id() + ":evicted", CacheThrashingDetector.HAZARD);
  }

  @Override
  public List<Watch> watches(Tools tools, int part) {
    return List.of(new CacheThrashing(tools, CacheThrashing.EVICTIONS));
  }
}
