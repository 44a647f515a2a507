package dev.tombstone.core.detect.blocked;

import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.RateLimiter;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.hook.jdk.MapInternals;
import dev.tombstone.hook.watch.RecursionHook;
import dev.tombstone.hook.watch.RecursionObserver;
import java.lang.StackWalker.StackFrame;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Watches removals from a ConcurrentHashMap that end in {@code IllegalStateException("Recursive
 * update")}.
 *
 * <p>The map throws it where the bin of the key holds a reservation, which {@code compute} and
 * {@code computeIfAbsent} put there, and lock, while their function runs. Every other thread waits
 * for that lock. So where the bin holds one after the exception, and the thread that it was thrown
 * on owns its lock, this thread is in such a function of this map: there is no other explanation.
 * Where the bin cannot be read so (the table was replaced meanwhile) the exception alone is told.
 *
 * <p>At most {@value #PER_SECOND} a second.
 */
final class RecursiveRemoval implements RecursionObserver, Watch {
  static final String MESSAGE = "Recursive update";

  private static final int PER_SECOND = 10;

  private final AtomicLong withoutStack = new AtomicLong();
  private final RateLimiter limiter = new RateLimiter(PER_SECOND);
  private final WatcherStack stacks;
  private final HandoffQueue handoff;
  private final int part;

  RecursiveRemoval(WatcherStack stacks, HandoffQueue handoff, int part) {
    this.stacks = stacks;
    this.handoff = handoff;
    this.part = part;
  }

  @Override
  public void refused(Object map, int hash, IllegalStateException thrown) {
    if (!MESSAGE.equals(thrown.getMessage())) {
      return;
    }
    if (!limiter.take()) {
      withoutStack.incrementAndGet();
      return;
    }
    handoff.offer(seen(map, hash));
  }

  private RecursiveCall seen(Object map, int hash) {
    boolean own = isReservedByThisThread(map, hash);
    StackFrame[] stack = stacks.take();
    return new RecursiveCall(
        map.getClass(), Thread.currentThread().getName(), stack, stacks.isWhole(stack), own);
  }

  private static boolean isReservedByThisThread(Object map, int hash) {
    Object reservation = MapInternals.reservation(map, hash);
    return reservation != null && Thread.holdsLock(reservation);
  }

  @Override
  public void warmUp() {
    stacks.warmUp();
    ConcurrentHashMap<String, RecursiveCall> map = new ConcurrentHashMap<>();
    map.computeIfAbsent("key", key -> seen(map, key.hashCode()));
  }

  @Override
  public void start(long nowNanos) {
    RecursionHook.observe(this, part);
  }

  @Override
  public void stop() {
    RecursionHook.stopObserving();
  }

  @Override
  public void everySecond() {
    limiter.refill(PER_SECOND);
  }

  @Override
  public long withoutStack() {
    return withoutStack.get();
  }
}
