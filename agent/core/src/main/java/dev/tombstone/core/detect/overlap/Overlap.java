package dev.tombstone.core.detect.overlap;

import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.hook.jdk.MapInternals;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.operation.Mutation;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Two operations on one map, one of which saw the other's announcement.
 *
 * <p>It is reported once both of two things are certain: the announced operation was under way (its
 * thread came to its exit later and found this overlap on its own announcement, so the announcement
 * was no stale one), and the map's structure changed during one of the two. Each thread takes its
 * own stack before it leaves its operation, and neither is reported without the other. A walk takes
 * a hundred times as long as most operations, so the seeing thread notes the overlap first; and as
 * few are confirmed, it mostly walks at its exit only, if the announcing thread has come to its own
 * by then.
 *
 * <p>It is {@code PROVEN} if no code of the application can have run inside either operation, and
 * {@code OBSERVED} else: such code could have passed the map from one thread to the other.
 */
final class Overlap implements Occurrence.Raw {
  private static final int ANNOUNCED_EXITED = 1;
  private static final int STRUCTURE_CHANGED = 2;
  private static final int REPORTED = 4;
  private static final int SEEING_STACK = 8;
  private static final int ANNOUNCED_STACK = 16;
  private static final int SEEING_EXITED = 32;
  private static final int CERTAIN =
      ANNOUNCED_EXITED | STRUCTURE_CHANGED | SEEING_STACK | ANNOUNCED_STACK;

  private static final String LOSS = "it allows one at a time, and entries can be lost";
  private static final String UNLESS =
      "unless code of the application that runs inside passed the map on in order, ";

  private final AtomicInteger state = new AtomicInteger();
  private final Class<?> mapClass;
  private final String seeingThread;
  private final String announcedThread;
  private final int seeingMutation;
  private final int announcedMutation;
  private final @Nullable Class<?> seeingAsked;
  private final @Nullable Class<?> announcedAsked;
  private final @Nullable Class<?> comparator;
  private volatile StackFrame @Nullable [] seeingStack;
  private volatile StackFrame @Nullable [] announcedStack;
  private volatile boolean duringResize;

  Overlap(Announcement announced, Announcement seeing) {
    mapClass = announced.map.getClass();
    seeingThread = seeing.thread.getName();
    announcedThread = announced.thread.getName();
    seeingMutation = seeing.mutation;
    announcedMutation = announced.mutation;
    seeingAsked = seeing.asked;
    announcedAsked = announced.asked;
    comparator = MapInternals.comparatorClass(announced.map);
  }

  /** The seeing thread has taken its stack. True if this makes the overlap certain. */
  boolean seenFrom(StackFrame[] stack) {
    seeingStack = stack;
    return completes(SEEING_STACK);
  }

  /**
   * Whether it can still become certain when the announcing thread comes to its exit: not if the
   * seeing thread left before without having walked its stack.
   */
  boolean isOpen() {
    return isOpen(state.get());
  }

  /** The announcing thread comes to its exit. True if its stack is worth a walk. */
  boolean announcedExits(boolean structureChanged) {
    int before = add(ANNOUNCED_EXITED | changed(structureChanged));
    boolean unchanged = ((before & STRUCTURE_CHANGED) == 0) && !structureChanged;
    return isOpen(before) && !(unchanged && (before & SEEING_EXITED) != 0);
  }

  /** The announcing thread has taken its stack. True if this makes the overlap certain. */
  boolean announcedFrom(StackFrame[] stack) {
    announcedStack = stack;
    return completes(ANNOUNCED_STACK);
  }

  /** The seeing thread comes to its exit. True if this makes the overlap certain. */
  boolean seeingExits(boolean structureChanged) {
    return completes(SEEING_EXITED | changed(structureChanged));
  }

  /** Whether the seeing thread, which has come to its exit, is to walk its stack now. */
  boolean awaitsSeeingStack() {
    int awaited = ANNOUNCED_EXITED | STRUCTURE_CHANGED;
    return (state.get() & (awaited | SEEING_STACK)) == awaited;
  }

  /** One of the two is resizing the table, while the other, of this kind, is under way. */
  void resizeOverlaps(int mutation) {
    if (mutation == Mutation.REMOVE.ordinal() || mutation == Mutation.CLEAR.ordinal()) {
      duringResize = true;
    }
  }

  /** The same overlap, to be described as a removal during a resize. */
  static final class DuringResize implements Occurrence.Raw {
    private final Overlap overlap;
    private final Hazard hazard;

    DuringResize(Overlap overlap, Hazard hazard) {
      this.overlap = overlap;
      this.hazard = hazard;
    }

    @Override
    public List<StackFrame[]> mapUses() {
      return overlap.mapUses();
    }

    @Override
    public Occurrence describe() {
      return overlap.describe(
          hazard,
          "one thread removed from a "
              + overlap.mapClass.getName()
              + " while another was resizing its table");
    }
  }

  /** Whether a removal is not ordered with a resize. */
  boolean isDuringResize() {
    return duringResize;
  }

  private static boolean isOpen(int state) {
    return (state & SEEING_EXITED) == 0 || (state & SEEING_STACK) != 0;
  }

  private static int changed(boolean structureChanged) {
    return structureChanged ? STRUCTURE_CHANGED : 0;
  }

  /** True if this makes the overlap certain, to one thread once. */
  private boolean completes(int bits) {
    return ((add(bits) | bits) & CERTAIN) == CERTAIN && (add(REPORTED) & REPORTED) == 0;
  }

  /** What was there before. */
  private int add(int bits) {
    while (true) {
      int before = state.get();
      if (state.compareAndSet(before, before | bits)) {
        return before;
      }
    }
  }

  @Override
  public Occurrence describe() {
    return describe(
        ConcurrentRemovalDetector.HAZARD,
        "two threads were inside one " + mapClass.getName() + " at the same time");
  }

  private Occurrence describe(Hazard hazard, String what) {
    String seeing = nameOf(seeingMutation);
    String announced = nameOf(announcedMutation);
    boolean closed =
        !ApplicationCode.mayRun(mapClass, announcedMutation, announcedAsked, comparator)
            && !ApplicationCode.mayRun(mapClass, seeingMutation, seeingAsked, comparator);
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("operations", List.of(announced, seeing));
    evidence.put(
        "witness",
        "the second thread found the first one's operation under way, the first found that noted"
            + " when it came to its exit, and the map's structure changed meanwhile");
    evidence.put("applicationCodeInside", closed ? "none" : "possible");
    evidence.put("advice", Advice.on(mapClass));
    return new Occurrence(
        hazard,
        closed ? Grade.PROVEN : Grade.OBSERVED,
        mapClass.getName(),
        what
            + " ("
            + announced
            + ", "
            + seeing
            + ") while its structure changed; "
            + (closed ? LOSS : UNLESS + LOSS),
        List.of(
            new Participant(announcedThread, WatcherStack.describe(announcedStack)),
            new Participant(seeingThread, WatcherStack.describe(seeingStack))),
        evidence);
  }

  @Override
  public List<StackFrame[]> mapUses() {
    List<StackFrame[]> uses = new ArrayList<>();
    for (StackFrame[] stack : new StackFrame @Nullable [][] {announcedStack, seeingStack}) {
      if (stack != null) {
        uses.add(stack);
      }
    }
    return uses;
  }

  private static String nameOf(int mutation) {
    return Mutation.of(mutation).name().toLowerCase(Locale.ROOT);
  }
}
