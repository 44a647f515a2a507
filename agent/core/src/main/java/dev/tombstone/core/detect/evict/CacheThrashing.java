package dev.tombstone.core.detect.evict;

import dev.tombstone.core.detect.framework.Evictions;
import dev.tombstone.core.detect.framework.Evictions.Evicted;
import dev.tombstone.core.detect.framework.Evictions.EvictedKey;
import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks every {@value #PERIOD_SECONDS} s whether caches have evicted a key, or were told to remove
 * it, {@value #TIMES} times at least within the last minute. Only what is there can leave, so it
 * came back each time, or there are many such maps.
 *
 * <p>A cache is a map of a class that has evicted something. Of other maps nothing is said: where
 * keys are put and removed in turn, as locks and requests under way are, that is their use. Even in
 * a cache a removal may be no invalidation: some move what was used to the end by removing and
 * putting it. So removals are looked at only if asked for.
 */
final class CacheThrashing implements Watch {
  static final int PERIOD_SECONDS = 10;
  static final int TIMES = 20;

  /** By the cache itself. */
  static final List<Operation> EVICTIONS = List.of(Operation.EVICT);

  /** And by who uses it. */
  static final List<Operation> ALL = List.of(Operation.EVICT, Operation.REMOVE);

  private final List<Operation> operations;
  private final Evictions evictions;
  private final HandoffQueue handoff;
  private boolean running;

  /** Looks at what leaves caches by these operations. */
  CacheThrashing(Tools tools, List<Operation> operations) {
    this.operations = operations;
    evictions = tools.evictions();
    handoff = tools.handoff();
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
    for (Evicted evicted : evictions.sinceLast(operations, TIMES)) {
      Occurrence occurrence = occurrence(evicted);
      handoff.offer(() -> occurrence);
    }
  }

  private static Occurrence occurrence(Evicted evicted) {
    List<EvictedKey> keys = evicted.keys();
    EvictedKey first = keys.get(0);
    boolean byPolicy = evicted.operation() == Operation.EVICT;
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("operation", evicted.operation().id());
    evidence.put("window", "1m");
    evidence.put("key", first.key());
    evidence.put("keyClass", first.keyClass());
    evidence.put(byPolicy ? "evictions" : "removals", first.estimate());
    evidence.put(byPolicy ? "evictionsAtLeast" : "removalsAtLeast", first.atLeast());
    evidence.put("keys", keys.stream().map(EvictedKey::key).toList());
    evidence.put(
        "advice",
        byPolicy
            ? "make the cache larger, or keep such keys out of it: they are made again for each use"
            : "if it is removed to be made anew, put the new value in its place, or remove it once for"
                + " several changes");
    return new Occurrence(
        CacheThrashingDetector.HAZARD,
        Grade.OBSERVED,
        evicted.mapClass(),
        "the key "
            + first.key()
            + (byPolicy ? " was evicted at least " : " was removed, by remove, at least ")
            + first.atLeast()
            + " times in the last minute by maps of this class"
            + (byPolicy ? "" : ", which evict as well")
            + (keys.size() == 1 ? "" : ", and so were " + (keys.size() - 1) + " further keys")
            + "; by one map, if it came back each time",
        List.of(new Participant("sampled", evicted.stack())),
        evidence,
        new Occurrence.Fact(evicted.operation().id(), "", evicted.stack().isEmpty() ? 1 : 0));
  }
}
