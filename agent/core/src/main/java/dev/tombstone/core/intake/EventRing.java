package dev.tombstone.core.intake;

import dev.tombstone.hook.MapCounters;
import dev.tombstone.hook.RemovalSink;
import dev.tombstone.hook.sampling.RandomNumbers;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ring between application threads and the drain: slots used again, many producers, one
 * consumer at a time, lossy.
 *
 * <p>Where many events are wanted it can be made longer or shorter while it is used: producers go
 * over to another {@link SlotQueue}, the one before is drained and left.
 *
 * <p>A burst that outruns the drain is thinned by the producers: past half of the slots half as
 * many events are kept, drawn at random, and those weigh twice as much; of every further halving of
 * the free slots a quarter as many. Estimates stay unbiased, and the ring takes a hundred times its
 * capacity. What finds it full all the same is dropped, and its weight summed up: bounds must allow
 * for it.
 *
 * <p>What the producers' side costs is measured on the few events that a stack is drawn for: two
 * readings of the clock for each would be a fifth of it.
 */
public final class EventRing implements RemovalSink {
  /** Most frames of an event's stack; one of so many may have been deeper. */
  public static final int STACK_FRAMES = StackSampler.FRAMES;

  /** A stack is taken with a probability of 2 to minus this at the least. */
  public static final int MAX_STACK_SHIFT = StackSampler.MAX_SHIFT;

  /** Largest shift of an event, thinning included. */
  public static final int MAX_SHIFT = 31;

  /** An event that took longer was interrupted, by the scheduler or a collection of garbage. */
  private static final long MOST_RECORDING_NANOS = 5_000;

  /** After which a slot that was claimed and is not filled is taken for lost. */
  private static final long PATIENCE_NANOS = 2_000_000_000L;

  /** Those that producers have left, or are about to leave; the consumer's. */
  private final List<SlotQueue> left = new ArrayList<>();

  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong droppedWeight = new AtomicLong();
  private final AtomicLong abandonedSlots = new AtomicLong();
  private final AtomicInteger largestShift = new AtomicInteger();
  private final AtomicLong recordingNanos = new AtomicLong();
  private final FailureCounts failures = new FailureCounts();
  private final StackSampler stacks = new StackSampler();
  private final boolean stackNeeded;
  private final long patienceNanos;
  private volatile SlotQueue queue;
  private volatile @Nullable Thread sleeper;

  /**
   * A ring.
   *
   * @param capacity slots, a power of two
   * @param stackNeeded whether a deletion without a stack is of no use (packages.include)
   */
  public EventRing(int capacity, boolean stackNeeded) {
    this(capacity, stackNeeded, PATIENCE_NANOS);
  }

  EventRing(int capacity, boolean stackNeeded, long patienceNanos) {
    this.stackNeeded = stackNeeded;
    this.patienceNanos = patienceNanos;
    queue = new SlotQueue(capacity, patienceNanos);
    warmUp();
  }

  /**
   * Has so many slots from now on, a power of two, if there is memory for them; to be called by the
   * consumer.
   */
  public void resize(int capacity) {
    if (capacity != queue.capacity()) {
      boolean unused = exchange(capacity);
    }
  }

  /** False if there is no memory for another queue. */
  private boolean exchange(int capacity) {
    SlotQueue before = queue;
    SlotQueue made;
    try {
      made = new SlotQueue(capacity, patienceNanos);
      left.add(before);
    } catch (OutOfMemoryError full) {
      return false;
    }
    queue = made;
    before.close();
    return true;
  }

  /** Where events go now. */
  SlotQueue queue() {
    return queue;
  }

  /** Slots that there are. */
  public int capacity() {
    return queue.capacity();
  }

  @Override
  public void sampled(
      MapCounters counters,
      int operation,
      @Nullable Object key,
      long keyHash,
      long entries,
      long durationNanos,
      int ratioShift) {
    int shift = ratioShift;
    SlotQueue into = queue;
    int thinning = Math.min(thinning(into), MAX_SHIFT - MAX_STACK_SHIFT - shift);
    if (thinning > 0) {
      shift += thinning;
      note(shift);
      if (!RandomNumbers.hits(thinning)) {
        return;
      }
    }
    int stackShift = stacks.shift();
    boolean stackDrawn = RandomNumbers.hits(stackShift);
    StackFrame[] stack = stackDrawn ? stacks.take() : null;
    if (stackNeeded) {
      shift += stackShift;
      note(shift);
      if (!stackDrawn) {
        return;
      }
    }
    long began = stackDrawn ? System.nanoTime() : 0;
    if (stackNeeded && stack == null) {
      drop(shift, entries);
      return;
    }
    long position = into.claim();
    while (position == SlotQueue.FULL && into != queue) {
      // Exchanged in between.
      into = queue;
      position = into.claim();
    }
    RemovalEvent slot = position == SlotQueue.FULL ? null : into.slot(position);
    if (slot == null) {
      drop(shift, entries);
      return;
    }
    if (slot.counters != counters) {
      slot.counters = counters;
    }
    slot.operation = operation;
    slot.setKey(key, keyHash);
    slot.entries = entries;
    slot.durationNanos = durationNanos;
    slot.ratioShift = shift;
    if (stack != null) {
      slot.stack = stack;
      slot.thread = Thread.currentThread();
    }
    slot.stackShift = stackNeeded ? 0 : stackShift;
    into.publish(position);
    wakeIfFilling(into);
    if (stackDrawn) {
      long took = Math.min(System.nanoTime() - began, MOST_RECORDING_NANOS);
      recordingNanos.addAndGet(took << stackShift);
    }
  }

  @Override
  public void failed(int part, Throwable error) {
    failures.add(part, error);
  }

  /** Hands every event present to the consumer, oldest first; one thread at a time. */
  public int drain(Consumer<RemovalEvent> consumer) {
    int drained = 0;
    for (SlotQueue before : left) {
      drained += drain(before, consumer);
    }
    left.removeIf(SlotQueue::isOver);
    return drained + drain(queue, consumer);
  }

  /** Bytes held. */
  public long bytes() {
    long bytes = queue.bytes();
    for (SlotQueue before : left) {
      bytes += before.bytes();
    }
    return bytes;
  }

  private int drain(SlotQueue from, Consumer<RemovalEvent> consumer) {
    // A slot that is given up is never used again, and so nor is its queue.
    while (from.isStuck() && (from != queue || exchange(from.capacity())) && from.giveUp()) {
      abandonedSlots.incrementAndGet();
      droppedWeight.addAndGet(from.stuckWeight());
    }
    return from.drain(consumer);
  }

  /** Waits this long, or until the ring is a quarter full; the drain only. */
  public void await(long nanos) {
    sleeper = Thread.currentThread();
    if (!isFilling()) {
      // A thread that is interrupted would not wait at all, again and again.
      boolean unused = Thread.interrupted();
      LockSupport.parkNanos(this, nanos);
    }
    sleeper = null;
  }

  /** Whether a quarter of it is taken: time to drain it. */
  public boolean isFilling() {
    return isFilling(queue);
  }

  private static boolean isFilling(SlotQueue slots) {
    return slots.filled() > slots.capacity() / 4;
  }

  /** Events dropped because the ring was full, or their stack needed and refused, since start. */
  public long dropped() {
    return dropped.get();
  }

  /** Slots that were claimed and never filled, since start. */
  public long abandoned() {
    return abandonedSlots.get();
  }

  /** Deletions that the events dropped since the last call stood for. */
  public long takeDroppedWeight() {
    return droppedWeight.getAndSet(0);
  }

  /** Since the last call no event was offered with a smaller chance than 2 to minus this. */
  public int takeLargestShift() {
    return largestShift.getAndSet(0);
  }

  /** Errors of the hook since start. */
  public FailureCounts failures() {
    return failures;
  }

  /**
   * Begins a period in which a stack is taken with probability 2<sup>-shift</sup>, or less often.
   */
  public void beginStackPeriod(int shift) {
    stacks.beginPeriod(shift);
  }

  /** Processor time that application threads have given for stacks since start, nanoseconds. */
  public long stackNanos() {
    return stacks.nanos();
  }

  /**
   * Processor time that application threads have given for events since start, nanoseconds, without
   * the stacks: estimated from the events that a stack was drawn for.
   */
  public long recordingNanos() {
    return recordingNanos.get();
  }

  /** Stacks drawn and refused since the last call. */
  public int takeRefusedStacks() {
    return stacks.takeRefused();
  }

  private void drop(int shift, long entries) {
    dropped.incrementAndGet();
    droppedWeight.addAndGet((1L << shift) * Math.max(1, entries));
  }

  /**
   * The shift of what is kept: 0 until half of the slots are filled, 1 until the free ones are
   * halved again, and 2 more for each further time.
   */
  private static int thinning(SlotQueue slots) {
    int capacity = slots.capacity();
    int free = (int) Math.max(1, capacity - Math.max(0, slots.filled()));
    int halvings = Integer.numberOfLeadingZeros(free) - Integer.numberOfLeadingZeros(capacity) - 1;
    return Math.max(0, 2 * halvings - 1);
  }

  private void note(int shift) {
    int largest = largestShift.get();
    while (shift > largest && !largestShift.compareAndSet(largest, shift)) {
      largest = largestShift.get();
    }
  }

  private void wakeIfFilling(SlotQueue slots) {
    Thread sleeping = sleeper;
    if (sleeping != null && isFilling(slots)) {
      sleeper = null;
      LockSupport.unpark(sleeping);
    }
  }

  /**
   * Loads and links all that the producers' side needs, on this thread and not on the
   * application's.
   */
  private void warmUp() {
    sampled(MapCounters.NONE, 0, "warm-up", NO_HASH, 0, NOT_TIMED, 0);
    sampled(MapCounters.NONE, 0, new Object(), 1, 0, NOT_TIMED, 0);
    drain(event -> {});
  }
}
