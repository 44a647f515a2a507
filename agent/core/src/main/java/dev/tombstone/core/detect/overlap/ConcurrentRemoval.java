package dev.tombstone.core.detect.overlap;

import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.RateLimiter;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.hook.watch.MutationHook;
import dev.tombstone.hook.watch.MutationObserver;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.operation.Mutation;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Proves that two threads were inside one thread-unsafe map at the same time.
 *
 * <p>Each operation on an observed map puts an {@link Announcement} into the slot of the map's
 * identity hash and takes it out at its exit. A thread that sees another's announcement for the
 * same map, at its own entry or exit, says so on that announcement; when the announcing thread
 * finds this at its own exit, the two operations are not ordered. {@code
 * docs/decisions/0009-proof-of-concurrent-removal.md} has the argument in full, and why it is proof
 * only if no code of the application ran inside.
 *
 * <p>Announcements are stored and read without ordering beyond coherence; an announcement
 * overwritten in a race is a sighting missed, never a wrong one. Nothing here blocks; a chain of
 * announcements is at most {@value #DEPTH} long.
 */
final class ConcurrentRemoval implements MutationObserver {
  private static final int SLOT_BITS = 11;
  private static final int SLOTS = 1 << SLOT_BITS;
  private static final int DEPTH = 8;

  /**
   * Operations of a thread after which an announcement of its own in its way is taken for one that
   * was lost in a race when its operation ended, and has come back since.
   */
  static final int STALE_AFTER = 1_024;

  /** Overlaps noted in a tenth of a second; most are never confirmed. */
  static final int NOTES = 1_000;

  /** Of these, such whose seeing thread walks its stack at once: it may never come to its exit. */
  static final int EARLY_STACKS = 5;

  /**
   * Overlaps confirmed by the announcing thread for which it and the other may walk their stacks.
   */
  static final int PAIRS_OF_STACKS = 5;

  /** Has a name: a thread without one takes the next number from the application's. */
  private static final Thread OTHER = new Thread("tombstone-other");

  private final AtomicReferenceArray<@Nullable Announcement> slots =
      new AtomicReferenceArray<>(SLOTS);
  private final @Nullable Announcement[] seenAtLastSweep = new @Nullable Announcement[SLOTS];
  private final AtomicLong withoutStack = new AtomicLong();
  private final RateLimiter notes = new RateLimiter(NOTES);
  private final RateLimiter earlyStacks = new RateLimiter(EARLY_STACKS);
  private final RateLimiter pairsOfStacks = new RateLimiter(PAIRS_OF_STACKS);
  private final WatcherStack stacks;
  private final HandoffQueue handoff;
  private final @Nullable DelayInjection stall;
  private volatile @Nullable Hazard duringResize;

  ConcurrentRemoval(WatcherStack stacks, HandoffQueue handoff) {
    this(stacks, handoff, null);
  }

  /** As without {@code stall}; it holds back operations on maps that several threads change. */
  ConcurrentRemoval(WatcherStack stacks, HandoffQueue handoff, @Nullable DelayInjection stall) {
    this.stacks = stacks;
    this.handoff = handoff;
    this.stall = stall;
  }

  @Override
  public long entered(
      Object map, @Nullable Object key, @Nullable Object value, int mutation, long serial) {
    Thread thread = Thread.currentThread();
    int slot = slotOf(map);
    Announcement top = slots.getOpaque(slot);
    Announcement other = null;
    int depth = 0;
    for (Announcement each = top; each != null && depth < DEPTH; each = each.below) {
      if (each.map == map && !each.left) {
        if (each.thread != thread) {
          other = each;
        } else if (serial - (each.token >> SLOT_BITS) < STALE_AFTER) {
          return NOT_FOLLOWED;
        } else {
          each.left = true;
        }
      }
      depth++;
    }
    Announcement below = depth < DEPTH ? top : null;
    while (below != null && below.left) {
      below = below.below;
    }
    long token = (serial << SLOT_BITS) | slot;
    Announcement mine =
        new Announcement(map, thread, token, mutation, Announcement.asked(key, value), below);
    if (other != null) {
      sawAtEntry(other, mine);
    }
    slots.setOpaque(slot, mine);
    if (stall != null && MutationHook.isShared(map)) {
      stall.stall(serial);
    }
    return token;
  }

  @Override
  public void exited(long token) {
    int slot = (int) token & (SLOTS - 1);
    Thread thread = Thread.currentThread();
    Announcement top = slots.getOpaque(slot);
    Announcement mine = top;
    int depth = 0;
    while (mine != null && (mine.token != token || mine.thread != thread || mine.left)) {
      mine = depth++ < DEPTH ? mine.below : null;
    }
    if (mine == null) {
      return;
    }
    Announcement other = null;
    for (Announcement each = top; each != null && each != mine; each = each.below) {
      if (each.map == mine.map && !each.left && each.thread != thread) {
        other = each;
      }
    }
    if (other != null && mine.seen == null && mine.get() == null) {
      sawAtExit(other, mine);
    }
    mine.left = true;
    if (top == mine) {
      Announcement next = mine.below;
      while (next != null && next.left) {
        next = next.below;
      }
      slots.setOpaque(slot, next);
    }
    settle(mine);
  }

  /** Reports an overlap with a resize as this hazard as well, from now on. */
  void reportResizesAs(Hazard hazard) {
    duringResize = hazard;
  }

  /** This thread begins to resize the table of the map, or is done with it. */
  void resizing(Object map, boolean begins) {
    Thread thread = Thread.currentThread();
    Announcement mine = null;
    Announcement other = null;
    int depth = 0;
    for (Announcement each = slots.getOpaque(slotOf(map));
        each != null && depth <= DEPTH;
        each = each.below) {
      if (each.map == map && !each.left) {
        if (each.thread == thread) {
          mine = each;
        } else {
          other = each;
        }
      }
      depth++;
    }
    if (mine == null) {
      return;
    }
    mine.resizing = begins;
    Overlap seen = mine.seen;
    if (begins && other != null && seen != null && other.get() == seen) {
      seen.resizeOverlaps(other.mutation);
    }
  }

  /** Allows what so many tenths of a second do; what was not used is lost. */
  void refill(int tenths) {
    allow(NOTES * tenths, EARLY_STACKS * tenths, PAIRS_OF_STACKS * tenths);
  }

  /** Allows so many of each from now on. */
  void allow(int newNotes, int newEarlyStacks, int newPairsOfStacks) {
    notes.refill(newNotes);
    earlyStacks.refill(newEarlyStacks);
    pairsOfStacks.refill(newPairsOfStacks);
  }

  /** Runs through all of it once, so that nothing is linked on an application's thread. */
  void warmUp() {
    Map<String, String> map = new HashMap<>();
    int slot = slotOf(map);
    Announcement other = new Announcement(map, OTHER, 0, Mutation.CLEAR.ordinal(), null, null);
    slots.setOpaque(slot, other);
    int mutation = Mutation.INSERT.ordinal();
    exited(entered(map, "", null, mutation, 1));
    other.left = true;
    settle(other);
    slots.compareAndSet(slot, other, null);
  }

  /**
   * Takes announcements out that have been left, or have been in their slot for two sweeps: those
   * of an operation that never came to its exit would keep a map from collection.
   */
  void sweep() {
    for (int i = 0; i < SLOTS; i++) {
      Announcement each = slots.getOpaque(i);
      boolean old = each != null && (each.left || each == seenAtLastSweep[i]);
      if (old) {
        slots.compareAndSet(i, each, null);
      }
      seenAtLastSweep[i] = old ? null : each;
    }
  }

  /**
   * Overlaps for which no note or no stack could be afforded, since start; they are reported as no
   * finding.
   */
  long withoutStack() {
    return withoutStack.get();
  }

  private void sawAtEntry(Announcement other, Announcement mine) {
    if (other.get() != null) {
      return;
    }
    if (!notes.take()) {
      withoutStack.incrementAndGet();
      return;
    }
    note(other, mine, earlyStacks.take());
  }

  /** The thread will not come back: its stack is walked now or never. */
  private void sawAtExit(Announcement other, Announcement mine) {
    if (other.get() != null) {
      return;
    }
    if (!earlyStacks.take()) {
      withoutStack.incrementAndGet();
      return;
    }
    note(other, mine, true);
  }

  private void note(Announcement other, Announcement mine, boolean withStack) {
    Overlap overlap = new Overlap(other, mine);
    if (other.resizing) {
      overlap.resizeOverlaps(mine.mutation);
    }
    if (other.compareAndSet(null, overlap)) {
      mine.seen = overlap;
      if (withStack && overlap.seenFrom(stacks.take())) {
        offer(overlap);
      }
    }
  }

  private void settle(Announcement mine) {
    Overlap asAnnounced = mine.get();
    Overlap asSeeing = mine.seen;
    if (asAnnounced == null && asSeeing == null) {
      return;
    }
    boolean changed = mine.structureChanged();
    if (asAnnounced != null && asAnnounced.isOpen()) {
      settleAsAnnounced(asAnnounced, changed);
    }
    if (asSeeing != null) {
      settleAsSeeing(asSeeing, changed);
    }
  }

  private void settleAsAnnounced(Overlap overlap, boolean changed) {
    if (!pairsOfStacks.take()) {
      withoutStack.incrementAndGet();
      return;
    }
    if (overlap.announcedExits(changed) && overlap.announcedFrom(stacks.take())) {
      offer(overlap);
    }
  }

  private void settleAsSeeing(Overlap overlap, boolean changed) {
    boolean certain = overlap.seeingExits(changed);
    if (overlap.awaitsSeeingStack()) {
      certain = overlap.seenFrom(stacks.take());
    }
    if (certain) {
      offer(overlap);
    }
  }

  private void offer(Overlap overlap) {
    handoff.offer(overlap);
    Hazard hazard = duringResize;
    if (hazard != null && overlap.isDuringResize()) {
      handoff.offer(new Overlap.DuringResize(overlap, hazard));
    }
  }

  private static int slotOf(Object map) {
    int hash = System.identityHashCode(map);
    return (hash ^ (hash >>> 11)) & (SLOTS - 1);
  }
}
