package dev.tombstone.core.detect.retained;

import dev.tombstone.core.detect.framework.CallSites;
import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.RateLimiter;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.hook.jdk.MapEntries;
import dev.tombstone.hook.sampling.RandomNumbers;
import dev.tombstone.hook.watch.WeakMapHook;
import dev.tombstone.hook.watch.WeakMapObserver;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Watches weak maps for such as only grow, and looks into them: do the values refer to their keys?
 *
 * <p>Once in a second each map that is put into is compared with what it was: two fields of it are
 * read, on the thread that puts. A map that had {@value #LEAST_PUT} entries put in and hardly any
 * left it, over two collections of garbage and {@value #SHORT_SECONDS} s or over {@value
 * #LONG_SECONDS} s, is looked into: some entries are taken from its table, held weakly, and handed
 * over. Where their values lead to is read on an agent's thread ({@link WeakMapLeak}).
 *
 * <p>Up to {@value #MAPS} maps are known at a time, each in one of the {@value #PROBES} slots from
 * its identity hash on. Slots are written racily: what is lost is a map that is known a second
 * later. A map that was not put into for {@value #FORGOTTEN_ROUNDS} s gives its slot back.
 */
final class WeakMapWatch implements WeakMapObserver, Watch {
  static final int LEAST_PUT = 64;
  static final int SHORT_SECONDS = 3;
  static final int LONG_SECONDS = 10;
  static final int COLLECTIONS = 2;

  private static final int MAPS = 256;
  private static final int PROBES = 8;
  private static final int FORGOTTEN_ROUNDS = 60;
  private static final int NEW_PER_SECOND = 64;
  private static final int LOOKS_PER_SECOND = 4;

  /**
   * Insertions shown in a second: a map that is put into a million times takes them all at once.
   */
  private static final int SHOWN_PER_SECOND = 16_384;

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final AtomicReferenceArray<SeenMap> maps = new AtomicReferenceArray<>(MAPS);
  private final RateLimiter unknown = new RateLimiter(NEW_PER_SECOND);
  private final RateLimiter looks = new RateLimiter(LOOKS_PER_SECOND);
  private final CollectionCount collected;
  private final WatcherStack stacks;
  private final HandoffQueue handoff;
  private final CallSites callSites;
  private final int part;
  private volatile int round;

  /** As of the last tick: no clock is read on an application's thread. */
  private volatile long nowNanos;

  private WeakMapWatch(Tools tools, int part) {
    this(tools, part, new CollectionCount());
  }

  WeakMapWatch(Tools tools, int part, CollectionCount collected) {
    this.collected = collected;
    stacks = tools.stacks();
    handoff = tools.handoff();
    callSites = tools.callSites();
    this.part = part;
  }

  /** The one of this run. */
  static WeakMapWatch of(Tools tools, int part) {
    return tools.shared(WeakMapWatch.class, () -> new WeakMapWatch(tools, part));
  }

  @Override
  public void inserting(Object map) {
    int now = round;
    int home = System.identityHashCode(map);
    int free = -1;
    for (int i = 0; i < PROBES; i++) {
      int slot = (home + i) & (MAPS - 1);
      SeenMap each = maps.getAcquire(slot);
      if (each != null && each.refersTo(map)) {
        if (each.round != now) {
          each.round = now;
          look(each, map);
        }
        return;
      }
      if (free < 0 && (each == null || each.refersTo(null))) {
        free = slot;
      }
    }
    if (free >= 0 && unknown.take()) {
      maps.setRelease(free, new SeenMap(map, now, collected.seen(), nowNanos));
    }
  }

  private void look(SeenMap seen, Object map) {
    int collections = collected.seen();
    long now = nowNanos;
    if (!seen.onlyGrows(map, collections, now) || now - seen.notBeforeNanos < 0) {
      return;
    }
    SeenMap.Growth growth = seen.growth(map, collections, now);
    int seconds = growth.collections() < COLLECTIONS ? LONG_SECONDS : SHORT_SECONDS;
    if (growth.put() < LEAST_PUT
        || growth.nanos() < seconds * SECOND_NANOS
        || !looks.take()
        || !stacks.allowed()) {
      return;
    }
    seen.notBeforeNanos = now + SECOND_NANOS;
    handoff.offer(leak(seen, map, growth));
  }

  private WeakMapLeak leak(SeenMap seen, Object map, SeenMap.Growth growth) {
    EntrySample sample = new EntrySample();
    // Anywhere in the table: those that were put in last are not more likely than others.
    int extent = MapEntries.visit(map, (int) RandomNumbers.next() & Integer.MAX_VALUE, sample);
    return new WeakMapLeak(
        seen,
        map.getClass(),
        growth,
        extent == MapEntries.UNKNOWN ? new EntrySample() : sample,
        Thread.currentThread().getName(),
        stacks.take(),
        nowNanos,
        callSites);
  }

  @Override
  public void warmUp() {
    Map<Object, Object> map = new WeakHashMap<>();
    Object key = new Object();
    map.put(key, key);
    SeenMap seen = new SeenMap(map, 0, 0, 0);
    seen.notBeforeNanos = Long.MAX_VALUE;
    look(seen, map);
    WeakMapLeak unused = leak(seen, map, seen.growth(map, 0, 0));
    inserting(map);
    round = round + 1;
    inserting(map);
    WeakMapHook.warmUp(map);
  }

  @Override
  public void start(long startNanos) {
    nowNanos = startNanos;
    WeakMapHook.observe(this, part);
  }

  @Override
  public void stop() {
    WeakMapHook.stopObserving();
    for (int i = 0; i < MAPS; i++) {
      maps.set(i, null);
    }
  }

  @Override
  public void tick(long tickNanos) {
    nowNanos = tickNanos;
    collected.look();
  }

  @Override
  public void everySecond() {
    unknown.refill(NEW_PER_SECOND);
    looks.refill(LOOKS_PER_SECOND);
    round = round + 1;
    WeakMapHook.ask(SHOWN_PER_SECOND);
  }

  @Override
  public void sweep() {
    for (int i = 0; i < MAPS; i++) {
      SeenMap each = maps.get(i);
      if (each != null && (each.refersTo(null) || round - each.round > FORGOTTEN_ROUNDS)) {
        maps.compareAndSet(i, each, null);
      }
    }
  }
}
