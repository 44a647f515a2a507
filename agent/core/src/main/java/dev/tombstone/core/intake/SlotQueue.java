package dev.tombstone.core.intake;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Slots that are used again: many producers, one consumer at a time, bounded.
 *
 * <p>A slot's sequence number says whose turn it is, after D. Vyukov's bounded queue: {@code
 * position} when free for the producer of that position, {@code position + 1} when filled, {@code
 * position + capacity} when drained. Producers claim a position by one compare-and-set and are
 * lock-free. References to what is the application's are cleared as they are drained.
 */
final class SlotQueue {
  /** In place of a position: there is no free slot. */
  static final long FULL = -1;

  /** Beyond all positions that can be claimed. */
  private static final long CLOSED = 1L << 60;

  private static final int PATIENCE_SECONDS = 2;
  private static final long NOWHERE = -1;

  private final int mask;
  private final AtomicLongArray sequences;
  private final @Nullable RemovalEvent[] slots;
  private final AtomicLong tail = new AtomicLong();
  private final AtomicLong head = new AtomicLong();

  /**
   * A position that was claimed and is not filled; the consumer's, as is the moment it was seen.
   */
  private long stuckAt = NOWHERE;

  private long stuckSince;

  /** An empty one; the capacity is a power of two. */
  SlotQueue(int capacity) {
    if (Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("capacity must be a power of two: " + capacity);
    }
    mask = capacity - 1;
    sequences = new AtomicLongArray(capacity);
    slots = new @Nullable RemovalEvent[capacity];
    for (int i = 0; i < capacity; i++) {
      sequences.setPlain(i, i);
    }
  }

  int capacity() {
    return mask + 1;
  }

  /** Slots claimed and not drained. */
  long filled() {
    return end() - head.get();
  }

  /** A position for one event, to be {@linkplain #publish published}; or {@link #FULL}. */
  long claim() {
    while (true) {
      long position = tail.get();
      long sequence = sequences.get((int) position & mask);
      if (sequence == position) {
        if (tail.compareAndSet(position, position + 1)) {
          return position;
        }
      } else if (sequence < position) {
        return FULL;
      }
    }
  }

  /** The event of a claimed position, to be filled. */
  RemovalEvent slot(long position) {
    int index = (int) position & mask;
    RemovalEvent slot = slots[index];
    if (slot == null) {
      // Filled once; until then the queue takes no more memory than it needs.
      slot = new RemovalEvent();
      slots[index] = slot;
    }
    return slot;
  }

  /** The event is filled. */
  void publish(long position) {
    // Not if the consumer has given the slot up.
    sequences.compareAndSet((int) position & mask, position, position + 1);
  }

  /** From now on nothing can be claimed. */
  void close() {
    tail.addAndGet(CLOSED);
  }

  /** Whether it is closed, and all that was claimed before is drained or given up. */
  boolean isOver() {
    return tail.get() >= CLOSED && filled() == 0;
  }

  /** Hands every event present to the consumer, oldest first; answers how many. */
  int drain(Consumer<RemovalEvent> consumer) {
    int drained = 0;
    while (drained <= mask && takeNext(consumer)) {
      drained++;
    }
    return drained;
  }

  /** A method of its own: the loop around it is compiled long after what it calls. */
  private boolean takeNext(Consumer<RemovalEvent> consumer) {
    long position = head.get();
    int index = (int) position & mask;
    if (sequences.get(index) != position + 1) {
      return false;
    }
    RemovalEvent slot = Objects.requireNonNull(slots[index]);
    try {
      consumer.accept(slot);
    } finally {
      slot.clear();
      sequences.set(index, position + mask + 1);
      head.setRelease(position + 1);
    }
    return true;
  }

  /**
   * Gives slots up that were claimed and never filled: a producer's stack ended in between, or it
   * was stopped. After {@value #PATIENCE_SECONDS} s all those that were claimed when the first was
   * met are taken for lost; should the producer come back it cannot publish. To be called by the
   * consumer; answers how many.
   */
  int giveUp() {
    int lost = 0;
    for (long position = head.get(); isLost(position); position++) {
      int index = (int) position & mask;
      // Another event: should the producer come back it writes into its own.
      slots[index] = new RemovalEvent();
      if (!sequences.compareAndSet(index, position, position + mask + 1)) {
        return lost;
      }
      head.setRelease(position + 1);
      lost++;
    }
    return lost;
  }

  private boolean isLost(long position) {
    if (end() <= position || sequences.get((int) position & mask) != position) {
      return false;
    }
    long now = System.nanoTime();
    if (stuckAt == NOWHERE) {
      stuckAt = end();
      stuckSince = now;
      return false;
    }
    if (position >= stuckAt) {
      stuckAt = NOWHERE;
      return false;
    }
    return now - stuckSince >= PATIENCE_SECONDS * 1_000_000_000L;
  }

  /** The position after the last that was claimed. */
  private long end() {
    return tail.get() & (CLOSED - 1);
  }
}
