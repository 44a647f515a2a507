package dev.tombstone.core.detect.iteration;

import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.hook.watch.MapChanges;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A loop that found its map changed, and what is known about who changed it. */
final class BrokenLoop implements Occurrence.Raw {
  /** The ending of a loop that an exception ended. */
  static final int FAILED = -3;

  /** It came to its end, having visited everything. */
  static final int VISITED_ALL = 0;

  /** It came to its end; what it visited is not known. */
  static final int NOT_KNOWN = -1;

  private final Class<?> mapClass;
  private final Thread thread;
  private final StackFrame[] stack;
  private final MapChanges changes;
  private final @Nullable SeenRemoval removal;
  private final int ending;

  /**
   * A loop of this thread.
   *
   * @param removal one of the changes, if a stack was taken for it
   * @param ending {@link #FAILED}, {@link #NOT_KNOWN}, or how many entries were not visited
   */
  BrokenLoop(
      Object map,
      StackFrame[] stack,
      MapChanges changes,
      @Nullable SeenRemoval removal,
      int ending) {
    mapClass = map.getClass();
    thread = Thread.currentThread();
    this.stack = stack;
    this.changes = changes;
    this.removal = removal;
    this.ending = ending;
  }

  @Override
  public Occurrence describe() {
    boolean allOwn = changes.areOwn();
    List<Participant> threads = new ArrayList<>();
    threads.add(new Participant(thread.getName(), WatcherStack.describe(stack)));
    Thread remover = removal == null ? changes.other() : removal.thread;
    if (remover != null) {
      threads.add(
          new Participant(
              remover.getName(), WatcherStack.describe(removal == null ? null : removal.stack)));
    }
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("ending", endingName());
    evidence.put("changes", changes.all());
    evidence.put("ownRemovals", changes.own());
    if (ending > 0) {
      evidence.put("entriesSkipped", ending);
    }
    evidence.put(
        "witness",
        allOwn
            ? "the map's modification count rose by "
                + changes.all()
                + " since the loop began, and this thread made as many removals meanwhile, other"
                + " than by the loop's iterator, with no other change between them"
            : "the map's modification count is not the one that the loop began with");
    evidence.put(
        "otherThreads", changes.alone() ? "none known to change the map" : "may change the map");
    boolean proven = allOwn && changes.alone() && (ending == FAILED || ending > 0);
    return new Occurrence(
        RemovalWhileIteratingDetector.HAZARD,
        proven ? Grade.PROVEN : Grade.OBSERVED,
        mapClass.getName(),
        "a loop over a " + mapClass.getName() + " " + what() + ": " + who(),
        List.copyOf(threads),
        evidence);
  }

  private String endingName() {
    if (ending == FAILED) {
      return "ConcurrentModificationException";
    }
    if (ending == NOT_KNOWN) {
      return "no exception";
    }
    return ending == 0 ? "no exception, all visited" : "no exception, entries skipped";
  }

  private String what() {
    if (ending == FAILED) {
      return "failed with a ConcurrentModificationException";
    }
    if (ending == NOT_KNOWN) {
      return "ended on a changed map without an exception, and entries may have been skipped";
    }
    return ending == 0
        ? "ended on a changed map without an exception, with all entries visited"
        : "ended without an exception, and skipped " + times(ending, "entry", "entries");
  }

  private String who() {
    if (changes.areOwn()) {
      return "its own thread removed from the map inside the loop ("
          + times(changes.all(), "removal", "removals")
          + "), not by the loop's iterator";
    }
    Thread other = removal != null && removal.thread != thread ? removal.thread : changes.other();
    String known =
        other != null
            ? "thread " + other.getName() + " removed from it meanwhile"
            : changes.own() > 0
                ? times(changes.own(), "of these was a removal", "of these were removals")
                    + " by its own thread"
                : "no removal is known to be among the changes, so it was an insertion, a change of"
                    + " order, or another thread";
    return "the map was changed " + times(changes.all(), "time", "times") + "; " + known;
  }

  private static String times(int number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
