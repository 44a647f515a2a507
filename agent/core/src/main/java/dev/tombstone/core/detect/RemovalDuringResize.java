package dev.tombstone.core.detect;

import dev.tombstone.core.snapshot.LatencyHistogram;
import dev.tombstone.hook.MapInternals;
import dev.tombstone.hook.ResizeObserver;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures the work on tables that removals meet: the resize of a HashMap, during which a removal
 * by another thread loses entries (an overlap that {@link ConcurrentRemoval} proves, told that the
 * other operation is resizing); the resize of a ConcurrentHashMap that a removal is made to help
 * with; the collected entries that one call on a WeakHashMap has to remove. The last two are legal:
 * they are reported if they took {@value #LONG_MILLIS} ms or more and the work was great, since on
 * a busy machine any call can take long.
 */
final class RemovalDuringResize implements ResizeObserver {
  static final long LONG_MILLIS = 5;

  /** Bins of a ConcurrentHashMap, or collected entries, from which on it is much work. */
  static final int MANY_BINS = 1 << 18;

  static final int MANY_ENTRIES = 10_000;

  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(LONG_MILLIS);

  private final AssistTimes times = new AssistTimes();
  private final AtomicLong withoutStack = new AtomicLong();
  private final ConcurrentRemoval overlaps;
  private final WatcherStack stacks;
  private final Handover handover;

  RemovalDuringResize(ConcurrentRemoval overlaps, WatcherStack stacks, Handover handover) {
    this.overlaps = overlaps;
    this.stacks = stacks;
    this.handover = handover;
  }

  @Override
  public void resizing(Object map) {
    overlaps.resizing(map, true);
  }

  @Override
  public void resized(Object map, long nanos) {
    overlaps.resizing(map, false);
    if (nanos >= 0) {
      times.record(map.getClass(), nanos);
    }
  }

  @Override
  public void assisted(Object map, long nanos) {
    worked(map, 0, nanos, MapInternals.bins(map) >= MANY_BINS);
  }

  @Override
  public void expunged(Object map, int entries, long nanos) {
    worked(map, entries, nanos, entries >= MANY_ENTRIES);
  }

  /** Durations by map class, since start. */
  List<LatencyHistogram> times() {
    return times.snapshot();
  }

  /** Long calls for which no stack could be afforded, since start. */
  long withoutStack() {
    return withoutStack.get();
  }

  void warmUp() {
    times.warmUp();
  }

  private void worked(Object map, int entries, long nanos, boolean much) {
    times.record(map.getClass(), nanos);
    if (!much || nanos < LONG_NANOS) {
      return;
    }
    if (!stacks.allowed()) {
      withoutStack.incrementAndGet();
      return;
    }
    StackFrame[] stack = stacks.take();
    handover.offer(
        new DraftedCall(map.getClass(), Thread.currentThread().getName(), stack, entries, nanos));
  }
}
