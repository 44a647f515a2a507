package dev.tombstone.core.detect.miss;

import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.hook.jdk.MapInternals;
import dev.tombstone.hook.watch.MissHook;
import dev.tombstone.hook.watch.MissObserver;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
import java.lang.StackWalker.StackFrame;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a key was changed while it was in a map: a removal misses, and the very same object
 * is in the map as a key, kept under another hash than the removal looked under.
 *
 * <p>In a map that other threads may change meanwhile, one look is not enough: the entry may have
 * come after the removal had looked. There the entry is remembered, weakly, and a later removal of
 * the same key that misses it again, and began after the first look, is the proof. Why: {@code
 * docs/decisions/0012-proof-of-misses.md}.
 *
 * <p>In a map by order nothing tells a changed key from an order that contradicts itself: {@code
 * OBSERVED}.
 */
final class MutatedKey implements MissJudge {
  private static final int SLOTS = 256;

  /** Clocks of two processors may differ by less. */
  private static final long MARGIN_NANOS = 1_000_000;

  private final AtomicReferenceArray<@Nullable Held> remembered = new AtomicReferenceArray<>(SLOTS);
  private final WatcherStack stacks;
  private final HandoffQueue handoff;
  private final boolean hashesShown;

  /** A detector; {@code hashesShown}: a finding may hold the key's hash codes. */
  MutatedKey(WatcherStack stacks, HandoffQueue handoff, boolean hashesShown) {
    this.stacks = stacks;
    this.handoff = handoff;
    this.hashesShown = hashesShown;
  }

  /** An entry that was in its map when this was made. */
  private static final class Held extends WeakReference<Object> {
    final long sinceNanos;

    Held(Object node, long sinceNanos) {
      super(node);
      this.sinceNanos = sinceNanos;
    }
  }

  @Override
  public void judge(MissAudit audit) {
    Object node = audit.node;
    Object key = audit.miss.key();
    if (node == null || key == null) {
      return;
    }
    boolean ordered = MapInternals.isSorted(audit.miss.map());
    if (ordered
        ? !audit.miss.is(Operation.REMOVE)
        : !audit.miss.isHashed() || audit.nodeHash == audit.hash) {
      return;
    }
    boolean again = audit.miss.mapIsConcurrent() && seenBefore(node, key, audit.miss.startNanos());
    if (ordered && audit.miss.mapIsConcurrent() && !again) {
      return;
    }
    if (stacks.allowed()) {
      boolean proven = !ordered && (again || !audit.miss.mapIsConcurrent());
      handoff.offer(
          new Seen(audit, KnownEquality.kindOf(key), ordered, again, proven, audit.stack(stacks)));
    }
  }

  @Override
  public void warmUp(MissAudit audit) {
    Object key = new Object();
    seenBefore(key, key, MissObserver.NOT_TIMED);
    seenBefore(key, key, MissHook.nanos());
    remembered.set(slotOf(key), null);
    new Seen(audit, String.class, false, false, false, stacks.take()).describe();
    judge(audit);
  }

  /** Whether this entry was seen in its map before the removal began; it is from now on. */
  private boolean seenBefore(Object node, Object key, long startNanos) {
    Held held = remembered.get(slotOf(key));
    if (held != null && held.refersTo(node)) {
      return startNanos != MissObserver.NOT_TIMED && startNanos - held.sinceNanos > MARGIN_NANOS;
    }
    remembered.set(slotOf(key), new Held(node, MissHook.nanos()));
    return false;
  }

  private static int slotOf(Object key) {
    int hash = System.identityHashCode(key);
    return (hash ^ (hash >>> 8)) & (SLOTS - 1);
  }

  /** What was seen, without the key. */
  private final class Seen implements Occurrence.Raw {
    private final Class<?> mapClass;
    private final Class<?> keyClass;
    private final int operation;
    private final int keptHash;
    private final int lookedHash;
    private final boolean ordered;
    private final boolean again;
    private final boolean proven;
    private final String thread;
    private final StackFrame[] stack;

    Seen(
        MissAudit audit,
        Class<?> keyClass,
        boolean ordered,
        boolean again,
        boolean proven,
        StackFrame[] stack) {
      mapClass = audit.miss.mapClass();
      this.keyClass = keyClass;
      operation = audit.miss.operation();
      keptHash = audit.nodeHash;
      lookedHash = audit.hash;
      this.ordered = ordered;
      this.again = again;
      this.proven = proven;
      thread = Thread.currentThread().getName();
      this.stack = stack;
    }

    @Override
    public Occurrence describe() {
      Map<String, Object> evidence = new LinkedHashMap<>();
      evidence.put("operation", Operation.ofCode(operation).id());
      evidence.put("keyClass", keyClass.getName());
      if (!ordered && hashesShown) {
        evidence.put("hashInTheMap", Integer.toHexString(keptHash));
        evidence.put("hashLookedUnder", Integer.toHexString(lookedHash));
      }
      evidence.put("witness", witness());
      evidence.put(
          "advice",
          "take the key out of {map} before it changes, and put it back afterwards; or leave what"
              + " changes out of its "
              + (ordered ? "order" : "hashCode and equals"));
      return new Occurrence(
          MutatedKeyDetector.HAZARD,
          proven ? Grade.PROVEN : Grade.OBSERVED,
          mapClass.getName(),
          summary(),
          List.of(new Participant(thread, WatcherStack.describe(stack))),
          evidence);
    }

    @Override
    public List<StackFrame[]> mapUses() {
      return List.<StackFrame[]>of(stack);
    }

    private String summary() {
      String start =
          "a removal found nothing though the same key object, a "
              + keyClass.getName()
              + ", is in the map: ";
      if (ordered) {
        return start + "its order has changed since, or the comparison contradicts itself";
      }
      if (proven) {
        return start + "its hash code changed while it was there, and no look-up finds it";
      }
      return start
          + "its hash code changed while it was there, unless another thread changed and inserted"
          + " it during the removal";
    }

    private String witness() {
      if (ordered) {
        return again
            ? "the entry was in the map before the removal began and after it had missed"
            : "the entry was in the map when the removal had missed";
      }
      return again
          ? "the entry was in the map, under the hash it was inserted with, before the removal"
              + " began and after it had missed under another"
          : "the entry is in the map under the hash it was inserted with; the removal computed"
              + " another of the same object";
    }
  }
}
