package dev.tombstone.core.detect.iteration;

import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.hook.jdk.MapInternals;
import dev.tombstone.hook.watch.IterationHook;
import dev.tombstone.hook.watch.IterationObserver;
import dev.tombstone.hook.watch.MapChanges;
import dev.tombstone.model.family.Layer;
import java.lang.StackWalker.StackFrame;
import java.util.HashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds loops whose map lost entries other than by the loop's iterator, and says who removed them.
 *
 * <p>A loop that fails, or ends on a changed map, knows the {@code modCount} it began with; its
 * thread knows which changes since were removals of its own (the hook's run of removals). That they
 * are all of them is what {@code PROVEN} rests on: the count rises by one with every change and
 * never falls, unless threads race on the map. Which line removed, and what other threads did,
 * comes from {@link SeenRemovals}: {@value #SIGHTINGS} removals every {@value #SIGHTINGS_MILLIS}
 * ms, and once a loop has failed, of that map class only.
 *
 * <p>Removals and ends of loops are told only as far as they are woven: always, or for a time
 * ({@link Tracing}), or not at all.
 */
final class RemovalWhileIterating implements IterationObserver, Watch {
  /** Stacks of removals in each of the periods. */
  static final int SIGHTINGS = 10;

  static final int SIGHTINGS_MILLIS = 50;

  private static final long SIGHTINGS_NANOS = SIGHTINGS_MILLIS * 1_000_000L;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final AtomicLong withoutStack = new AtomicLong();
  private final SeenRemovals removals = new SeenRemovals();
  private final WatchedClasses watched = new WatchedClasses();
  private final WatcherStack stacks;
  private final HandoffQueue handoff;
  private final Tracing tracing = new Tracing();
  private volatile Layer.Woven woven = Layer.Woven.NOTHING;
  private long lastSightings;
  private long nowNanos;

  /** Up to when time has passed for what goes by seconds. */
  private long passedNanos;

  RemovalWhileIterating(WatcherStack stacks, HandoffQueue handoff) {
    this.stacks = stacks;
    this.handoff = handoff;
  }

  /** The one of this run. */
  static RemovalWhileIterating of(Tools tools) {
    return tools.shared(
        RemovalWhileIterating.class,
        () -> new RemovalWhileIterating(new WatcherStack(), tools.handoff()));
  }

  @Override
  public boolean removed(Object map, int modCount) {
    if (!watched.wants(map.getClass())) {
      return false;
    }
    removals.add(map, modCount, Thread.currentThread(), stacks.take());
    return true;
  }

  @Override
  public void failed(Object map, MapChanges changes) {
    watched.add(map.getClass());
    StackFrame[] stack = stackOrNull();
    if (stack != null) {
      SeenRemoval remover = remover(map, changes, changes.areOwn());
      handoff.offer(broken(map, stack, changes, remover, BrokenLoop.FAILED));
    }
  }

  @Override
  public void ended(Object map, MapChanges changes, int skipped) {
    boolean allOwn = changes.own() > 0 && changes.areOwn();
    SeenRemoval remover = remover(map, changes, allOwn);
    if (!allOwn
        && changes.other() == null
        && (remover == null || remover.thread == Thread.currentThread())) {
      return;
    }
    StackFrame[] stack = stackOrNull();
    if (stack == null) {
      return;
    }
    int ending = BrokenLoop.VISITED_ALL;
    if (!allOwn) {
      ending = BrokenLoop.NOT_KNOWN;
    } else if (MapInternals.tableOf(map) != null) {
      ending = skipped < 0 ? BrokenLoop.NOT_KNOWN : skipped;
    }
    handoff.offer(broken(map, stack, changes, remover, ending));
  }

  /** All that application threads may come to, before and after a loop has failed. */
  @Override
  public void warmUp() {
    stacks.warmUp();
    Object map = new HashMap<>();
    int count = MapInternals.structure(map);
    MapChanges changes = new MapChanges(count - 1, count, 0, true, null);
    for (int round = 0; round < 2; round++) {
      boolean seen = removed(map, count) && removed(map, count + 1);
      SeenRemoval remover = seen ? remover(map, changes, false) : null;
      StackFrame[] stack = stackOrNull();
      if (stack != null) {
        BrokenLoop unused = broken(map, stack, changes, remover, BrokenLoop.FAILED);
      }
      watched.add(map.getClass());
    }
    watched.forget();
    removals.clear();
  }

  @Override
  public void woven(Layer.Woven layers) {
    woven = layers;
  }

  @Override
  public Set<String> asksRemovalsOf() {
    return tracing.maps();
  }

  @Override
  public void start(long startNanos) {
    nowNanos = startNanos;
    passedNanos = startNanos;
    IterationHook.observe(this);
    IterationHook.allowSightings(SIGHTINGS);
  }

  @Override
  public void stop() {
    IterationHook.stopObserving();
  }

  @Override
  public void tick(long tickNanos) {
    nowNanos = tickNanos;
    if (tickNanos - lastSightings > SIGHTINGS_NANOS) {
      lastSightings = tickNanos;
      IterationHook.allowSightings(SIGHTINGS);
    }
  }

  @Override
  public void everySecond() {
    stacks.refill();
    // Called once a second at most: on a quiet machine up to two seconds pass in between.
    int seconds = (int) ((nowNanos - passedNanos) / SECOND_NANOS);
    passedNanos += seconds * SECOND_NANOS;
    watched.pass(seconds);
    tracing.pass(seconds);
  }

  @Override
  public void sweep() {
    removals.sweep();
    IterationHook.forgetRuns();
  }

  @Override
  public long withoutStack() {
    return withoutStack.get();
  }

  private @Nullable SeenRemoval remover(Object map, MapChanges changes, boolean own) {
    int expected = changes.expected();
    int now = changes.now();
    Thread thread = Thread.currentThread();
    SeenRemoval other = own ? null : removals.between(map, expected, now, thread, true);
    return other != null ? other : removals.between(map, expected, now, thread, false);
  }

  private BrokenLoop broken(
      Object map,
      StackFrame[] stack,
      MapChanges changes,
      @Nullable SeenRemoval remover,
      int ending) {
    return new BrokenLoop(map, stack, changes, remover, ending, woven, tracing);
  }

  private StackFrame @Nullable [] stackOrNull() {
    if (!stacks.allowed()) {
      withoutStack.incrementAndGet();
      return null;
    }
    return stacks.take();
  }
}
