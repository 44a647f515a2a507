package dev.tombstone.core.detect.hash;

import dev.tombstone.core.detect.framework.DrawnRate;
import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.core.detect.hash.BinTotals.Totals;
import dev.tombstone.hook.jdk.MapEntries;
import dev.tombstone.hook.jdk.MapInternals;
import dev.tombstone.hook.watch.BinHook;
import dev.tombstone.hook.watch.BinObserver;
import dev.tombstone.hook.watch.MissHook;
import java.lang.StackWalker.StackFrame;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Looks into the bin that a removal has looked into: of the sampled ones about {@value
 * #BINS_PER_SECOND} a second, drawn, twice as many at the most. At most 1,024 entries of one bin
 * are seen.
 */
final class BinWatch implements BinObserver, Watch {
  private static final int BINS_PER_SECOND = 100;

  /** By the length that HashMap makes a tree of. */
  static final int LONG = 8;

  private static final StackFrame[] NO_STACK = {};

  private final DrawnRate drawn = new DrawnRate(BINS_PER_SECOND);
  private final BinTotals totals = new BinTotals();
  private final WatcherStack stacks;
  private final HandoffQueue handoff;
  private final int part;
  private final LongSupplier nanoTime;

  BinWatch(WatcherStack stacks, HandoffQueue handoff, int part, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.stacks = stacks;
    this.handoff = handoff;
    this.part = part;
  }

  @Override
  public void removed(Object map, Object key, int hash, boolean found) {
    if (!drawn.draws()) {
      return;
    }
    try {
      look(map, key, hash, found);
    } catch (Throwable error) {
      MissHook.failed(part, error);
    }
  }

  private void look(Object map, Object key, int hash, boolean found) {
    BinAudit audit = new BinAudit(MapEntries.storedHash(map, hash), key.getClass());
    if (MapEntries.visitBin(map, audit.hash, audit) == MapEntries.UNKNOWN || audit.ring) {
      return;
    }
    int length = audit.entries + (found ? 1 : 0);
    Totals known = totals.of(map.getClass().getName(), key.getClass().getName());
    if (known == null) {
      return;
    }
    known.add(length);
    if (length < LONG) {
      return;
    }
    known.addLong(audit.hash);
    long now = nanoTime.getAsLong();
    boolean placed = known.first != null;
    if (known.isDue(now) && (placed || stacks.allowed())) {
      known.told(now);
      handoff.offer(
          new LongBin(
              known,
              map.getClass().getName(),
              key.getClass().getName(),
              key instanceof Comparable,
              length,
              audit.ofTheHash,
              MapInternals.size(map),
              MapInternals.capacity(map),
              Thread.currentThread().getName(),
              placed ? NO_STACK : stacks.take()));
    }
  }

  @Override
  public void warmUp() {
    stacks.warmUp();
    Map<Object, Object> map = new HashMap<>();
    for (int i = 0; i < LONG; i++) {
      map.put(i << Short.SIZE, i);
    }
    look(map, 0, 0, true);
    totals.forget();
    stacks.refill();
  }

  @Override
  public void start(long nowNanos) {
    BinHook.observe(this);
  }

  @Override
  public void stop() {
    BinHook.stopObserving();
  }

  @Override
  public void everySecond() {
    drawn.everySecond();
    stacks.refill();
  }
}
