package dev.tombstone.core.detect.clear;

import dev.tombstone.core.detect.framework.CallTimes;
import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.RateLimiter;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.hook.ThreadCells;
import dev.tombstone.hook.bulk.BulkHook;
import dev.tombstone.hook.bulk.BulkObserver;
import dev.tombstone.hook.jdk.LinearCollections;
import dev.tombstone.hook.jdk.MapInternals;
import dev.tombstone.hook.sampling.RandomNumbers;
import dev.tombstone.model.operation.BulkCall;
import dev.tombstone.model.snapshot.LatencyHistogram;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes the time of whole calls that remove many entries. Each counts for its map class; one that
 * may be of a {@link BulkKind} is handed over with its stack, all of them up to {@value #WANTED} a
 * second, beyond that drawn at random, in proportion to the time that it took, with its weight.
 * What becomes of them: {@link BulkSites}.
 */
final class BulkCalls implements BulkObserver, Watch {
  static final int STACKS_PER_SECOND = 100;

  private static final int WANTED = 40;

  /** A call that took as long is not left to chance. */
  private static final long LONG_NANOS = 50_000_000;

  /** A double of 53 random bits between 0 and 1. */
  private static final double UNIT = 0x1p-53;

  private static final int UNUSED_BITS = 11;
  private static final long MILLISECOND = 1_000_000;
  private static final int REMOVE_ALL = BulkCall.REMOVE_ALL.ordinal();

  private final CallTimes times = new CallTimes();
  private final BulkSites sites = new BulkSites();
  private final AtomicLong withoutStack = new AtomicLong();
  private final AtomicInteger candidates = new AtomicInteger();
  private final AtomicLong candidateNanos = new AtomicLong();
  private final RateLimiter limiter = new RateLimiter(STACKS_PER_SECOND);
  private final WatcherStack stacks;
  private final HandoffQueue handoff;
  private final int part;

  /** Candidates that took as long, or longer, are all handed over; of the others a share. */
  private volatile long surelyNanos;

  BulkCalls(WatcherStack stacks, HandoffQueue handoff, int part) {
    this.stacks = stacks;
    this.handoff = handoff;
    this.part = part;
  }

  static BulkCalls of(Tools tools, int part) {
    return tools.shared(
        BulkCalls.class,
        () -> new BulkCalls(new WatcherStack(STACKS_PER_SECOND), tools.handoff(), part));
  }

  @Override
  public void called(
      Object map,
      Object collection,
      @Nullable Object argument,
      int code,
      long before,
      int visited,
      int removed,
      long nanos,
      int shift) {
    times.record(map.getClass(), nanos, 1L << shift);
    SeenCall seen = judged(map, collection, argument, code, before, visited, removed, nanos, shift);
    if (seen != null) {
      handoff.offer(new Seen(seen));
    }
  }

  /** What is to be handed over, mostly null. */
  private @Nullable SeenCall judged(
      Object map,
      Object collection,
      @Nullable Object argument,
      int code,
      long before,
      int visited,
      int removed,
      long nanos,
      int shift) {
    BulkCall call = BulkCall.of(code);
    long argumentSize = visited == 0 ? 0 : LinearCollections.size(argument);
    int capacity = MapInternals.capacity(map);
    long after = MapInternals.size(map);
    BulkKind kind =
        BulkKind.of(call, before, after, visited, removed, argumentSize, capacity, nanos);
    if (kind == null) {
      return null;
    }
    return drawn(
        kind,
        call,
        map,
        collection,
        argument,
        before,
        visited,
        removed,
        argumentSize,
        nanos,
        shift);
  }

  /** A loop of the application's is over, which may be of this kind. */
  void looped(BulkKind kind, Object map, long before, long removed, long nanos) {
    SeenCall seen = drawn(kind, null, map, map, null, before, before, removed, 0, nanos, 0);
    if (seen != null) {
      handoff.offer(new Seen(seen));
    }
  }

  private @Nullable SeenCall drawn(
      BulkKind kind,
      @Nullable BulkCall call,
      Object map,
      Object collection,
      @Nullable Object argument,
      long before,
      long visited,
      long removed,
      long argumentSize,
      long nanos,
      int shift) {
    candidates.incrementAndGet();
    candidateNanos.addAndGet(nanos);
    long surely = surelyNanos;
    double drawn = (RandomNumbers.next() >>> UNUSED_BITS) * UNIT * surely;
    if (drawn > nanos) {
      return null;
    }
    if (!limiter.take()) {
      withoutStack.incrementAndGet();
      return null;
    }
    return new SeenCall(
        kind,
        call,
        map.getClass(),
        collection.getClass(),
        argument == null ? null : argument.getClass(),
        before,
        visited,
        removed,
        argumentSize,
        MapInternals.capacity(map),
        nanos,
        (1L << shift) * Math.max(1, (double) surely / Math.max(1, nanos)),
        System.nanoTime(),
        Thread.currentThread().getName(),
        ThreadCells.idOf(Thread.currentThread()),
        stacks.take());
  }

  @Override
  public void warmUp() {
    times.warmUp();
    stacks.warmUp();
    Map<Object, Object> map = new HashMap<>();
    Object[] many = new Object[1_000];
    SeenCall unused =
        judged(
            map, map.keySet(), Arrays.asList(many), REMOVE_ALL, 0, many.length, 0, MILLISECOND, 0);
  }

  @Override
  public void start(long nowNanos) {
    BulkHook.observe(this, part);
  }

  @Override
  public void stop() {
    BulkHook.stopObserving();
  }

  @Override
  public void everySecond() {
    int seen = candidates.getAndSet(0);
    long nanos = candidateNanos.getAndSet(0);
    surelyNanos = seen <= WANTED ? 0 : Math.min(LONG_NANOS, nanos / WANTED);
    limiter.refill(STACKS_PER_SECOND);
  }

  @Override
  public long withoutStack() {
    return withoutStack.get();
  }

  @Override
  public List<LatencyHistogram> bulkCalls() {
    return times.snapshot();
  }

  private final class Seen implements Occurrence.Raw {
    private final SeenCall call;

    Seen(SeenCall call) {
      this.call = call;
    }

    @Override
    public @Nullable Occurrence describe() {
      return sites.add(call);
    }
  }
}
