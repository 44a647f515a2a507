package dev.tombstone.core.detect.iteration;

import java.lang.StackWalker.StackFrame;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Removals with their stacks, by map. Any thread writes and reads, without ordering beyond
 * coherence: what is overwritten in a race is not remembered. At most {@value #DEPTH} are kept of a
 * map, and none for longer than two sweeps.
 */
final class SeenRemovals {
  private static final int SLOTS = 1_024;
  private static final int DEPTH = 4;

  private final AtomicReferenceArray<@Nullable SeenRemoval> slots =
      new AtomicReferenceArray<>(SLOTS);
  private final @Nullable SeenRemoval[] seenAtLastSweep = new @Nullable SeenRemoval[SLOTS];

  void add(Object map, int modCount, Thread thread, StackFrame[] stack) {
    int slot = slotOf(map);
    SeenRemoval top = slots.getOpaque(slot);
    SeenRemoval below = null;
    int depth = 1;
    // Copied, so that a chain stays short.
    for (SeenRemoval old = top; old != null && depth < DEPTH; old = old.below) {
      if (old.map == map) {
        below = new SeenRemoval(map, old.modCount, old.thread, old.stack, below);
        depth++;
      }
    }
    slots.setOpaque(slot, new SeenRemoval(map, modCount, thread, stack, below));
  }

  /**
   * A removal from the map after its count was {@code expected} and up to {@code now}: by a thread
   * other than this if {@code others}, otherwise by this; null if none was seen.
   */
  @Nullable SeenRemoval between(Object map, int expected, int now, Thread thread, boolean others) {
    int depth = 0;
    for (SeenRemoval seen = slots.getOpaque(slotOf(map));
        seen != null && depth < DEPTH;
        seen = seen.below) {
      boolean within = seen.modCount - expected > 0 && seen.modCount - now <= 0;
      if (seen.map == map && within && (seen.thread != thread) == others) {
        return seen;
      }
      depth++;
    }
    return null;
  }

  /** Forgets what was there at the last sweep; one thread only. */
  void sweep() {
    for (int i = 0; i < SLOTS; i++) {
      SeenRemoval seen = slots.getOpaque(i);
      boolean old = seen != null && seen == seenAtLastSweep[i];
      if (old) {
        slots.compareAndSet(i, seen, null);
      }
      seenAtLastSweep[i] = old ? null : seen;
    }
  }

  void clear() {
    for (int i = 0; i < SLOTS; i++) {
      slots.setOpaque(i, null);
      seenAtLastSweep[i] = null;
    }
  }

  private static int slotOf(Object map) {
    int hash = System.identityHashCode(map);
    return (hash ^ (hash >>> 10)) & (SLOTS - 1);
  }
}
