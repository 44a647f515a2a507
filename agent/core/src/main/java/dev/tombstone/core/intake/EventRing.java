package dev.tombstone.core.intake;

import dev.tombstone.hook.MapCounters;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.hook.RemovalSink;
import dev.tombstone.hook.sampling.RandomNumbers;
import java.lang.StackWalker.StackFrame;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ring between application threads and the drain: slots used again, many producers, one
 * consumer at a time, lossy.
 *
 * <p>A slot's sequence number says whose turn it is, after D. Vyukov's bounded queue: {@code
 * position} when free for the producer of that position, {@code position + 1} when filled, {@code
 * position + capacity} when drained. Producers claim a position by one compare-and-set and are
 * lock-free. References to what is the application's are cleared as they are drained. A reference
 * is written only if it is another than the slot's last: to garbage collectors each is work.
 *
 * <p>A burst that outruns the drain is thinned by the producers: of every halving of the free slots
 * a quarter as many events are kept, drawn at random, and those weigh four times as much. Estimates
 * stay unbiased, and the ring takes a hundred times its capacity. What finds it full all the same
 * is dropped, and its weight summed up: bounds must allow for it.
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

  private static final int PATIENCE_SECONDS = 2;
  private static final long NOWHERE = -1;

  private final int mask;
  private final AtomicLongArray sequences;
  private final @Nullable RemovalEvent[] slots;
  private final AtomicLong tail = new AtomicLong();
  private final AtomicLong head = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong droppedWeight = new AtomicLong();
  private final AtomicLong abandonedSlots = new AtomicLong();
  private final AtomicInteger largestShift = new AtomicInteger();
  private final AtomicLong recordingNanos = new AtomicLong();
  private final FailureCounts failures = new FailureCounts();
  private final StackSampler stacks = new StackSampler();
  private final boolean stackNeeded;
  private volatile @Nullable Thread sleeper;

  /**
   * A position that was claimed and is not filled; the consumer's, as is the moment it was seen.
   */
  private long stuckAt = NOWHERE;

  private long stuckSince;

  /**
   * A ring.
   *
   * @param capacity slots, a power of two
   * @param stackNeeded whether a deletion without a stack is of no use (packages.include)
   */
  public EventRing(int capacity, boolean stackNeeded) {
    if (Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("capacity must be a power of two: " + capacity);
    }
    this.stackNeeded = stackNeeded;
    mask = capacity - 1;
    sequences = new AtomicLongArray(capacity);
    slots = new @Nullable RemovalEvent[capacity];
    for (int i = 0; i < capacity; i++) {
      sequences.setPlain(i, i);
    }
    warmUp();
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
    int thinning = Math.min(2 * crowding(), MAX_SHIFT - MAX_STACK_SHIFT - shift);
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
    long position = stackNeeded && stack == null ? -1 : claim();
    if (position < 0) {
      drop((1L << shift) * Math.max(1, entries));
      return;
    }
    int index = (int) position & mask;
    RemovalEvent slot = slots[index];
    if (slot == null) {
      // Filled once; until then the ring takes no more memory than it needs.
      slot = new RemovalEvent();
      slots[index] = slot;
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
    // Not if the drain has given the slot up.
    sequences.compareAndSet(index, position, position + 1);
    wakeIfFilling();
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
    long next = head.get();
    long after = abandoned(next);
    while (after != next) {
      next = after;
      after = abandoned(next);
    }
    while (drained <= mask && sequences.get((int) next & mask) == next + 1) {
      RemovalEvent slot = Objects.requireNonNull(slots[(int) next & mask]);
      try {
        consumer.accept(slot);
      } finally {
        slot.key = null;
        slot.stack = null;
        slot.thread = null;
        sequences.set((int) next & mask, next + mask + 1);
        next++;
        head.setRelease(next);
      }
      drained++;
    }
    return drained;
  }

  /**
   * Where to go on. A producer that claimed a slot may never fill it: its stack ended in between,
   * or it was stopped. After {@value #PATIENCE_SECONDS} s all such slots that were claimed when the
   * first was met are taken for lost; should the producer come back it cannot publish.
   */
  private long abandoned(long position) {
    int index = (int) position & mask;
    if (tail.get() <= position || sequences.get(index) != position) {
      return position;
    }
    long now = System.nanoTime();
    if (stuckAt == NOWHERE) {
      stuckAt = tail.get();
      stuckSince = now;
      return position;
    }
    if (position >= stuckAt) {
      stuckAt = NOWHERE;
      return position;
    }
    if (now - stuckSince < PATIENCE_SECONDS * 1_000_000_000L) {
      return position;
    }
    // Another event: should the producer come back it writes into its own.
    slots[index] = new RemovalEvent();
    if (!sequences.compareAndSet(index, position, position + mask + 1)) {
      return position;
    }
    abandonedSlots.incrementAndGet();
    droppedWeight.addAndGet(1L << Math.max(0, RecordingControl.ratioShift()));
    head.setRelease(position + 1);
    return position + 1;
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
    return filled() > capacity() / 4;
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

  private void drop(long weight) {
    dropped.incrementAndGet();
    droppedWeight.addAndGet(weight);
  }

  private int capacity() {
    return mask + 1;
  }

  private long filled() {
    return tail.get() - head.get();
  }

  /** How often the free slots have been halved, the first time not counted. */
  private int crowding() {
    int free = (int) Math.max(1, capacity() - Math.max(0, filled()));
    return Math.max(
        0, Integer.numberOfLeadingZeros(free) - Integer.numberOfLeadingZeros(capacity()) - 1);
  }

  private void note(int shift) {
    int largest = largestShift.get();
    while (shift > largest && !largestShift.compareAndSet(largest, shift)) {
      largest = largestShift.get();
    }
  }

  private void wakeIfFilling() {
    Thread sleeping = sleeper;
    if (sleeping != null && isFilling()) {
      sleeper = null;
      LockSupport.unpark(sleeping);
    }
  }

  private long claim() {
    while (true) {
      long position = tail.get();
      long sequence = sequences.get((int) position & mask);
      if (sequence == position) {
        if (tail.compareAndSet(position, position + 1)) {
          return position;
        }
      } else if (sequence < position) {
        return -1L;
      }
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
