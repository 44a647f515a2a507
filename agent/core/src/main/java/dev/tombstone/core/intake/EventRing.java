package dev.tombstone.core.intake;

import dev.tombstone.core.intake.RemovalEvent.KeyKind;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.hook.RemovalSink;
import java.lang.StackWalker.StackFrame;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ring between application threads and the drain: preallocated slots, many producers, one
 * consumer at a time, lossy.
 *
 * <p>A slot's sequence number says whose turn it is, after D. Vyukov's bounded queue: {@code
 * position} when free for the producer of that position, {@code position + 1} when filled, {@code
 * position + capacity} when drained. Producers claim a position by one compare-and-set and are
 * lock-free; a full ring drops the event and counts it. References are cleared as they are drained.
 */
public final class EventRing implements RemovalSink {
  private final int mask;
  private final AtomicLongArray sequences;
  private final RemovalEvent[] slots;
  private final AtomicLong tail = new AtomicLong();
  private final AtomicLong ringFull = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicReference<@Nullable Throwable> lastFailure = new AtomicReference<>();
  private final StackSampler stacks = new StackSampler();
  private final boolean stackNeeded;
  private long head;

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
    slots = new RemovalEvent[capacity];
    for (int i = 0; i < capacity; i++) {
      sequences.set(i, i);
      slots[i] = new RemovalEvent();
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
    int stackShift = stacks.shift();
    StackFrame[] stack = StackSampler.draw(stackShift) ? stacks.take() : null;
    if (stackNeeded && stack == null) {
      return;
    }
    long position = claim();
    if (position < 0) {
      ringFull.incrementAndGet();
      return;
    }
    RemovalEvent slot = slots[(int) position & mask];
    slot.counters = counters;
    slot.operation = operation;
    setKey(slot, key, keyHash);
    slot.entries = entries;
    slot.durationNanos = durationNanos;
    slot.ratioShift = stackNeeded ? ratioShift + stackShift : ratioShift;
    slot.stack = stack;
    slot.stackShift = stackNeeded ? 0 : stackShift;
    sequences.set((int) position & mask, position + 1);
  }

  @Override
  public void failed(Throwable error) {
    failures.incrementAndGet();
    lastFailure.set(error);
  }

  /** Hands every event present to the consumer, oldest first; one thread at a time. */
  public int drain(Consumer<RemovalEvent> consumer) {
    int drained = 0;
    while (drained <= mask && sequences.get((int) head & mask) == head + 1) {
      RemovalEvent slot = slots[(int) head & mask];
      try {
        consumer.accept(slot);
      } finally {
        slot.key = null;
        slot.keyClass = "";
        slot.stack = null;
        sequences.set((int) head & mask, head + mask + 1);
        head++;
      }
      drained++;
    }
    return drained;
  }

  /** Events dropped because the ring was full, since start. */
  public long ringFull() {
    return ringFull.get();
  }

  /** Errors of the recording path since start. */
  public long failures() {
    return failures.get();
  }

  /** The latest of them, handed out once. */
  public @Nullable Throwable takeFailure() {
    return lastFailure.getAndSet(null);
  }

  /**
   * Begins a period in which a stack is taken with probability 2<sup>-shift</sup>, or less often.
   */
  public void beginStackPeriod(int shift) {
    stacks.beginPeriod(shift);
  }

  /** Stacks drawn and refused since the last call. */
  public int takeRefusedStacks() {
    return stacks.takeRefused();
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

  private static void setKey(RemovalEvent slot, @Nullable Object key, long keyHash) {
    if (key == NO_KEY) {
      slot.keyKind = KeyKind.NONE;
    } else if (key == null) {
      slot.keyKind = KeyKind.NULL;
    } else {
      slot.keyClass = key.getClass().getName();
      if (KeyTypes.isHarmless(key)) {
        slot.keyKind = KeyKind.VALUE;
        slot.key = key;
      } else if (keyHash == NO_HASH) {
        slot.keyKind = KeyKind.UNIDENTIFIED;
      } else {
        slot.keyKind = KeyKind.HASH;
        slot.keyHash = (int) keyHash;
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
