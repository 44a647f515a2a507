package dev.tombstone.core.detect.evict;

import dev.tombstone.core.detect.framework.Evictions;
import dev.tombstone.core.detect.framework.Evictions.Evicted;
import dev.tombstone.core.detect.framework.Evictions.EvictedKey;
import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks every {@value #PERIOD_SECONDS} s whether maps have evicted a key {@value #TIMES} times at
 * least within the last minute. Only what is there can be evicted, so it came back each time, or
 * there are many such maps.
 */
final class CacheThrashing implements Watch {
  static final int PERIOD_SECONDS = 10;
  static final int TIMES = 20;

  private final Evictions evictions;
  private final HandoffQueue handoff;
  private boolean running;

  CacheThrashing(Evictions evictions, HandoffQueue handoff) {
    this.evictions = evictions;
    this.handoff = handoff;
  }

  @Override
  public void start(long nowNanos) {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  /** Called every {@value #PERIOD_SECONDS} seconds. */
  @Override
  public void sweep() {
    if (!running) {
      return;
    }
    for (Evicted evicted : evictions.sinceLast()) {
      List<EvictedKey> often = new ArrayList<>();
      for (EvictedKey key : evicted.keys()) {
        if (key.atLeast() >= TIMES) {
          often.add(key);
        }
      }
      if (!often.isEmpty()) {
        Occurrence occurrence = occurrence(evicted, often);
        handoff.offer(() -> occurrence);
      }
    }
  }

  private static Occurrence occurrence(Evicted evicted, List<EvictedKey> often) {
    EvictedKey first = often.get(0);
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("operation", Operation.EVICT.id());
    evidence.put("window", "1m");
    evidence.put("key", first.key());
    evidence.put("keyClass", first.keyClass());
    evidence.put("evictions", first.estimate());
    evidence.put("evictionsAtLeast", first.atLeast());
    evidence.put("keys", often.stream().map(EvictedKey::key).toList());
    evidence.put(
        "advice",
        "make the cache larger, or keep such keys out of it: they are made again for each use");
    return new Occurrence(
        CacheThrashingDetector.HAZARD,
        Grade.OBSERVED,
        evicted.mapClass(),
        "the key "
            + first.key()
            + " was evicted at least "
            + first.atLeast()
            + " times in the last minute by maps of this class"
            + (often.size() == 1 ? "" : ", and so were " + (often.size() - 1) + " further keys")
            + "; by one map, if it came back each time",
        List.of(new Participant("sampled", evicted.stack())),
        evidence);
  }
}
