package dev.tombstone.core.detect.resize;

import dev.tombstone.core.detect.framework.CallTimes;
import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.core.detect.overlap.OverlapWatch;
import dev.tombstone.hook.jdk.MapInternals;
import dev.tombstone.hook.watch.ResizeHook;
import dev.tombstone.hook.watch.ResizeObserver;
import dev.tombstone.model.snapshot.LatencyHistogram;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures the work on tables that removals meet: the resize of a HashMap, during which a removal
 * by another thread loses entries (an overlap that {@link OverlapWatch} proves, told that the other
 * operation is resizing); the resize of a ConcurrentHashMap that a removal is made to help with;
 * the collected entries that one call on a WeakHashMap has to remove. The last two are legal: they
 * are reported if they took {@value #LONG_MILLIS} ms or more and the work was great, since on a
 * busy machine any call can take long.
 */
final class RemovalDuringResize implements ResizeObserver, Watch {
  static final long LONG_MILLIS = 5;

  /** Bins of a ConcurrentHashMap, or collected entries, from which on it is much work. */
  static final int MANY_BINS = 1 << 18;

  static final int MANY_ENTRIES = 10_000;

  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(LONG_MILLIS);

  private final CallTimes times = new CallTimes();
  private final AtomicLong withoutStack = new AtomicLong();
  private final OverlapWatch overlaps;
  private final WatcherStack stacks;
  private final HandoffQueue handoff;

  RemovalDuringResize(OverlapWatch overlaps, WatcherStack stacks, HandoffQueue handoff) {
    this.overlaps = overlaps;
    overlaps.reportResizesAs(RemovalDuringResizeDetector.HAZARD);
    this.stacks = stacks;
    this.handoff = handoff;
  }

  @Override
  public void resizing(Object map) {
    overlaps.resizing(map, true);
  }

  @Override
  public void resized(Object map, long nanos) {
    overlaps.resizing(map, false);
    if (nanos >= 0) {
      times.record(map.getClass(), nanos, 1);
    }
  }

  @Override
  public void assisted(Object map, long nanos) {
    worked(map, 0, nanos, MapInternals.capacity(map) >= MANY_BINS);
  }

  @Override
  public void expunged(Object map, int entries, long nanos) {
    worked(map, entries, nanos, entries >= MANY_ENTRIES);
  }

  @Override
  public void warmUp() {
    times.warmUp();
  }

  @Override
  public void start(long nowNanos) {
    ResizeHook.observe(this);
  }

  @Override
  public void stop() {
    ResizeHook.stopObserving();
  }

  @Override
  public List<LatencyHistogram> resizeAssists() {
    return times.snapshot();
  }

  @Override
  public long withoutStack() {
    return withoutStack.get();
  }

  private void worked(Object map, int entries, long nanos, boolean much) {
    times.record(map.getClass(), nanos, 1);
    if (!much || nanos < LONG_NANOS) {
      return;
    }
    if (!stacks.allowed()) {
      withoutStack.incrementAndGet();
      return;
    }
    StackFrame[] stack = stacks.take();
    handoff.offer(
        new DraftedCall(map.getClass(), Thread.currentThread().getName(), stack, entries, nanos));
  }
}
