package dev.tombstone.core.detect;

import dev.tombstone.core.detect.blocked.BlockedRemovalDetector;
import dev.tombstone.core.detect.check.CheckThenRemoveDetector;
import dev.tombstone.core.detect.clear.ConditionalClearDetector;
import dev.tombstone.core.detect.closing.UnclosedAfterRemovalDetector;
import dev.tombstone.core.detect.evict.CacheThrashingDetector;
import dev.tombstone.core.detect.framework.Detectors;
import dev.tombstone.core.detect.hash.PoorHashDetector;
import dev.tombstone.core.detect.iteration.RemovalWhileIteratingDetector;
import dev.tombstone.core.detect.miss.MutatedKeyDetector;
import dev.tombstone.core.detect.miss.NeverHitsDetector;
import dev.tombstone.core.detect.overlap.ConcurrentRemovalDetector;
import dev.tombstone.core.detect.resize.RemovalDuringResizeDetector;
import dev.tombstone.core.detect.retained.RetainedAfterRemovalDetector;
import java.util.List;

/** Every detector there is: one line each. */
public final class AllDetectors {
  /** In the order in which they are listed everywhere. */
  public static final Detectors ALL =
      new Detectors(
          List.of(
              new ConcurrentRemovalDetector(),
              new RemovalWhileIteratingDetector(),
              new RemovalDuringResizeDetector(),
              new NeverHitsDetector(),
              new MutatedKeyDetector(),
              new BlockedRemovalDetector(),
              new CacheThrashingDetector(),
              new PoorHashDetector(),
              new CheckThenRemoveDetector(),
              new RetainedAfterRemovalDetector(),
              new ConditionalClearDetector(),
              new UnclosedAfterRemovalDetector()));

  private AllDetectors() {}
}
