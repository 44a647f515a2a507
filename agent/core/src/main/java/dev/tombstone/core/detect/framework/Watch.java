package dev.tombstone.core.detect.framework;

import dev.tombstone.model.family.Layer;
import dev.tombstone.model.snapshot.LatencyHistogram;
import java.util.List;
import java.util.Set;

/**
 * What observes the application for detectors: it runs while one that needs it is on. Detectors may
 * share one. All methods are for agent threads, one at a time.
 */
public interface Watch {
  /** Runs through all of it once, so that nothing is linked on an application's thread. */
  default void warmUp() {}

  /** Told what is woven: before it starts, and while it runs whenever that has changed. */
  default void woven(Layer.Woven layers) {}

  /**
   * Map classes whose removals it has to be told of for now, though its detector does not have them
   * woven always. Asked once a second.
   */
  default Set<String> asksRemovalsOf() {
    return Set.of();
  }

  /** Observes from now on; what it needs woven is woven. */
  void start(long nowNanos);

  /** Observes nothing from now on. */
  void stop();

  /** While it runs, several times a second. */
  default void tick(long nowNanos) {}

  /** While it runs, once a second: allows anew what is bounded by the second. */
  default void everySecond() {}

  /** Every ten seconds, also while it does not run: lets go of what is left over. */
  default void sweep() {}

  /** Sightings that became no finding for want of a stack, since start. */
  default long withoutStack() {
    return 0;
  }

  /** How long calls worked on tables being resized or cleaned up, by map class, since start. */
  default List<LatencyHistogram> resizeAssists() {
    return List.of();
  }

  /** How long whole calls took that remove many entries, by map class, since start. */
  default List<LatencyHistogram> bulkCalls() {
    return List.of();
  }
}
