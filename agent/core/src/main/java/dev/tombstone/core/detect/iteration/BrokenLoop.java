package dev.tombstone.core.detect.iteration;

import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.Occurrence.Fact;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.core.intake.FrameText;
import dev.tombstone.hook.watch.MapChanges;
import dev.tombstone.model.family.Layer;
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

  /** Who changed the map. */
  private static final String OWN = "own thread";

  private static final String OTHER = "other thread";
  private static final String NOBODY_KNOWN = "";

  /** What is not known: the line that removed, who did it, anything about removals. */
  private static final int LINE = 1;

  private static final int WHO = 2;
  private static final int ANYTHING = 3;

  private final Class<?> mapClass;
  private final Thread thread;
  private final StackFrame[] stack;
  private final MapChanges changes;
  private final @Nullable SeenRemoval removal;
  private final int ending;
  private final Layer.Woven woven;
  private final Tracing tracing;

  /**
   * A loop of this thread.
   *
   * @param removal one of the changes, if a stack was taken for it
   * @param ending {@link #FAILED}, {@link #NOT_KNOWN}, or how many entries were not visited
   * @param woven what was woven when that showed
   * @param tracing told of a loop that failed, and whether it is known who removed where
   */
  BrokenLoop(
      Object map,
      StackFrame[] stack,
      MapChanges changes,
      @Nullable SeenRemoval removal,
      int ending,
      Layer.Woven woven,
      Tracing tracing) {
    mapClass = map.getClass();
    thread = Thread.currentThread();
    this.stack = stack;
    this.changes = changes;
    this.removal = removal;
    this.ending = ending;
    this.woven = woven;
    this.tracing = tracing;
  }

  @Override
  public Occurrence describe() {
    boolean allOwn = changes.areOwn();
    List<Participant> threads = new ArrayList<>();
    threads.add(new Participant(thread.getName(), WatcherStack.describe(stack)));
    Fact fact = new Fact(endingName(), by(), unknown());
    if (ending == FAILED) {
      tracing.failed(mapClass, place(), fact.unknown() == 0);
    }
    Thread remover = remover();
    if (remover != null) {
      threads.add(
          new Participant(
              remover.getName(), WatcherStack.describe(removal == null ? null : removal.stack)));
    }
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("ending", endingName());
    evidence.put("changes", changes.all());
    evidence.put("ownRemovals", changes.own());
    evidence.put("removals", isNoted() ? "noted" : "not noted when the loop failed");
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
    evidence.put("advice", advice());
    boolean proven = allOwn && changes.alone() && (ending == FAILED || ending > 0);
    return new Occurrence(
        RemovalWhileIteratingDetector.HAZARD,
        proven ? Grade.PROVEN : Grade.OBSERVED,
        mapClass.getName(),
        "a loop over a " + mapClass.getName() + " " + what() + ": " + who(),
        List.copyOf(threads),
        evidence,
        fact);
  }

  @Override
  public List<StackFrame[]> mapUses() {
    return removal == null ? List.<StackFrame[]>of(stack) : List.of(stack, removal.stack);
  }

  private String advice() {
    return by().equals(OWN)
        ? "remove by the loop's iterator, or in the place of the loop by"
            + " {map}.entrySet().removeIf(entry -> …)"
        : "use a ConcurrentHashMap, whose loops go on, or hold one lock around the loop and around"
            + " each change of {map}";
  }

  private boolean isNoted() {
    return woven.notesRemovalsFrom(mapClass);
  }

  private @Nullable Thread remover() {
    if (removal != null) {
      return removal.thread;
    }
    return changes.own() > 0 && changes.other() == null ? thread : changes.other();
  }

  private String by() {
    Thread remover = remover();
    if (remover == null) {
      return NOBODY_KNOWN;
    }
    return remover == thread ? OWN : OTHER;
  }

  private int unknown() {
    if (removal != null) {
      return 0;
    }
    if (remover() != null) {
      return LINE;
    }
    return isNoted() ? WHO : ANYTHING;
  }

  /** The loop's line. */
  private String place() {
    StackFrame frame = WatcherStack.applicationFrame(stack);
    return frame == null ? "" : FrameText.of(frame);
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
    return "the map was changed " + times(changes.all(), "time", "times") + "; " + known();
  }

  private String known() {
    if (by().equals(OTHER)) {
      return "another thread removed from it meanwhile";
    }
    if (changes.own() > 0) {
      return times(changes.own(), "of these was a removal", "of these were removals")
          + " by its own thread";
    }
    return isNoted()
        ? "no removal is known to be among the changes, so it was an insertion, a change of"
            + " order, or another thread"
        : "by whom is not known: removals are not noted until a loop has failed twice within "
            + Tracing.SECONDS / 60
            + " minutes";
  }

  private static String times(int number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
