package dev.tombstone.core.aggregate;

import dev.tombstone.core.config.FilterConfig;
import dev.tombstone.hook.MapCounters;
import java.util.BitSet;

/** {@code maps.include} and {@code maps.exclude}, asked once of each map class. */
final class MapFilter {
  private final FilterConfig config;
  private final BitSet asked = new BitSet();
  private final BitSet allowed = new BitSet();

  MapFilter(FilterConfig config) {
    this.config = config;
  }

  /** Whether deletions from maps counted here are recorded in detail. */
  boolean allows(MapCounters counters) {
    int index = counters.index();
    if (!asked.get(index)) {
      asked.set(index);
      allowed.set(index, config.allowsMap(counters.mapClass()));
    }
    return allowed.get(index);
  }
}
