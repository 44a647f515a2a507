package dev.tombstone.core.intake;

import dev.tombstone.hook.RecordingControl;
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

  private static final long NOWHERE = -1;

  /** A sequence number and a reference. */
  private static final long SLOT_BYTES = 12;

  private static final long EVENT_BYTES = 76;

  private final long patienceNanos;
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
  private int stuckShift;

  /**
   * An empty one.
   *
   * @param capacity a power of two
   * @param patienceNanos after which a slot that was claimed and is not filled {@link #isStuck}
   */
  SlotQueue(int capacity, long patienceNanos) {
    if (Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("capacity must be a power of two: " + capacity);
    }
    this.patienceNanos = patienceNanos;
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

  /**
   * The event of a claimed position, to be filled; null where there is no memory for it, and then
   * the position is published as empty.
   */
  @Nullable RemovalEvent slot(long position) {
    int index = (int) position & mask;
    RemovalEvent slot = slots[index];
    if (slot == null) {
      // Filled once; until then the queue takes no more memory than it needs.
      try {
        slot = new RemovalEvent();
      } catch (OutOfMemoryError full) {
        publish(position);
        return null;
      }
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
    RemovalEvent slot = slots[index];
    try {
      if (slot != null) {
        consumer.accept(slot);
      }
    } finally {
      if (slot != null) {
        slot.clear();
      }
      sequences.set(index, position + mask + 1);
      head.setRelease(position + 1);
    }
    return true;
  }

  /**
   * Whether the next slot was claimed long ago and is not filled: a producer's stack ended in
   * between, or it was stopped. To be called by the consumer, often.
   */
  boolean isStuck() {
    long position = head.get();
    if (end() <= position || sequences.get((int) position & mask) != position) {
      return false;
    }
    long now = System.nanoTime();
    if (stuckAt == NOWHERE) {
      stuckAt = end();
      stuckSince = now;
      stuckShift = Math.max(0, RecordingControl.ratioShift());
      return false;
    }
    if (position >= stuckAt) {
      stuckAt = NOWHERE;
      return false;
    }
    return now - stuckSince >= patienceNanos;
  }

  /**
   * Takes the next slot for lost, of a closed queue that {@link #isStuck}. Should its producer come
   * back it cannot publish, and the slot is nobody else's. False if it has just come back.
   */
  boolean giveUp() {
    long position = head.get();
    if (!sequences.compareAndSet((int) position & mask, position, position + mask + 1)) {
      return false;
    }
    head.setRelease(position + 1);
    return true;
  }

  /** How many deletions an event that is stuck stands for, about. */
  long stuckWeight() {
    return 1L << stuckShift;
  }

  /** Bytes of the slots that have been used, and of what is there at once. */
  long bytes() {
    return capacity() * SLOT_BYTES + Math.min(end(), capacity()) * EVENT_BYTES;
  }

  /** The position after the last that was claimed. */
  private long end() {
    return tail.get() & (CLOSED - 1);
  }
}
