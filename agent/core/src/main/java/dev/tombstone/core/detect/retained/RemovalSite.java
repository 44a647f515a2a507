package dev.tombstone.core.detect.retained;

import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.core.intake.FrameText;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of one class that one line has removed from maps of one class, and what became of them.
 * For one thread.
 */
final class RemovalSite {
  /** Values that are followed at a time. */
  static final int MOST_FOLLOWED = 64;

  /** Of which so many at least must have stayed for it to be told. */
  static final int LEAST_STAYED = 8;

  /** Collections of the old generation, all but the first of which began after the removal. */
  static final int OLD_COLLECTIONS = 3;

  static final int LEAST_SECONDS = 5;

  /** What is told of it is told again when it has grown by one of so many. */
  private static final int GROWTH = 4;

  /** By what a site is known: the classes' names, the operation and the line. */
  record Key(String mapClass, String valueClass, int operation, String line) {}

  private final Key key;
  private final String thread;
  private final StackFrame[] stack;
  private final Deque<RemovedValue> waiting = new ArrayDeque<>();
  private final Deque<RemovedValue> stayed = new ArrayDeque<>();
  private int gone;
  private int told;

  RemovalSite(Key key, String thread, StackFrame[] stack) {
    this.key = key;
    this.thread = thread;
    this.stack = stack;
  }

  /**
   * Follows this one; not if as many are followed already, or it is an object that was removed
   * before: what several entries share is not one entry's to let go of.
   */
  void add(RemovedValue value) {
    Object object = value.get();
    if (object != null
        && waiting.size() + stayed.size() < MOST_FOLLOWED
        && !holds(waiting, object)
        && !holds(stayed, object)) {
      waiting.add(value);
    }
  }

  private static boolean holds(Deque<RemovedValue> values, Object object) {
    for (RemovedValue each : values) {
      if (each.refersTo(object)) {
        return true;
      }
    }
    return false;
  }

  /** Looks at what has become of them. */
  void look(int oldCollections, int nowSeconds) {
    int before = waiting.size() + stayed.size();
    waiting.removeIf(each -> each.refersTo(null));
    stayed.removeIf(each -> each.refersTo(null));
    gone += before - waiting.size() - stayed.size();
    while (!waiting.isEmpty() && isOver(waiting.element(), oldCollections, nowSeconds)) {
      stayed.add(waiting.remove());
    }
  }

  private static boolean isOver(RemovedValue value, int oldCollections, int nowSeconds) {
    return oldCollections - value.oldCollections >= OLD_COLLECTIONS
        && nowSeconds - value.removedSeconds >= LEAST_SECONDS;
  }

  /** What is to be told of it now; null if nothing new. */
  @Nullable Occurrence tell(int nowSeconds) {
    int still = stayed.size();
    if (still < LEAST_STAYED || still < gone || still <= told + told / GROWTH) {
      return null;
    }
    told = still;
    int oldest = nowSeconds - stayed.element().removedSeconds;
    StackFrame line = WatcherStack.applicationFrame(stack);
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("kind", "removed-value");
    evidence.put("valueClass", key.valueClass());
    evidence.put("operation", Operation.ofCode(key.operation()).id());
    if (line != null) {
      evidence.put("removal", FrameText.of(line));
    }
    evidence.put("followed", still + gone);
    evidence.put("stillInMemory", still);
    evidence.put("oldestSeconds", oldest);
    evidence.put("oldCollectionsAtLeast", OLD_COLLECTIONS - 1);
    evidence.put(
        "advice",
        "look for what else refers to them: a second map or list that the removal forgets, a"
            + " listener, a thread's local variable; a heap dump shows the way from a root. Where they"
            + " are meant to go on, in another map say, all is well");
    return new Occurrence(
        RetainedAfterRemovalDetector.HAZARD,
        Grade.OBSERVED,
        key.mapClass(),
        "of "
            + (still + gone)
            + " sampled values ("
            + key.valueClass()
            + ") that were removed"
            + (line == null ? "" : " at " + FrameText.of(line))
            + " and whose fate is known, "
            + still
            + " are still in memory, the oldest since "
            + oldest
            + " s; at least "
            + (OLD_COLLECTIONS - 1)
            + " collections of the old generation have passed since each was removed: something else"
            + " refers to them",
        List.of(new Participant(thread, WatcherStack.describe(stack))),
        evidence,
        new Occurrence.Fact("removed values stay", key.valueClass(), stack.length == 0 ? 1 : 0));
  }
}
