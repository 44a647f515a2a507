package dev.tombstone.core.detect.miss;

import dev.tombstone.core.detect.framework.CallSites;
import dev.tombstone.core.detect.framework.CallSites.RemoveCall;
import dev.tombstone.core.detect.framework.Detection;
import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.SiteCounts;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.core.detect.miss.ImpossibleRemoval.Kind;
import dev.tombstone.core.intake.FrameText;
import dev.tombstone.hook.jdk.MapInternals;
import dev.tombstone.model.operation.Operation;
import java.lang.StackWalker.StackFrame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds removals that cannot hit: the argument is of a class that equals nothing the map holds.
 *
 * <p>That no entry matches now is seen in the map. That none ever will is proven only if the line
 * of source says so too: the map is declared with keys of the class that is in it, and the argument
 * is declared to be of the other ({@link CallSites}). Without that the map may hold keys of several
 * classes at other times, and it is {@code OBSERVED}, once it was seen {@value #SIGHTINGS} times,
 * unless the line is known to hit at other times.
 */
final class NeverHits implements MissJudge {
  static final int SIGHTINGS = 8;
  private static final int MOST_PLACES = 1_024;

  private final WatcherStack stacks;
  private final HandoffQueue handoff;
  private final CallSites callSites;
  private final SiteCounts siteCounts;

  /** Sightings by place; for the thread that drains, and {@link Detection}'s lock. */
  private final Map<String, Integer> sightings = new HashMap<>();

  /** What was learnt of a line, by place, or {@link #NOTHING}. */
  private final Map<String, RemoveCall> declared = new HashMap<>();

  private static final RemoveCall NOTHING = new RemoveCall("", null, null, List.of());

  NeverHits(Tools tools) {
    stacks = tools.stacks();
    handoff = tools.handoff();
    callSites = tools.callSites();
    siteCounts = tools.siteCounts();
  }

  @Override
  public void judge(MissAudit audit) {
    Class<?> argument = audit.keyKind();
    Class<?> keys = audit.onlyKindOfKeys();
    boolean byEquality = !MapInternals.isSorted(audit.miss.map());
    if (argument != null && keys != null && byEquality && KnownEquality.excludes(argument, keys)) {
      offer(Kind.KEY, audit, argument, keys);
      return;
    }
    Class<?> expected = audit.expectedKind();
    Class<?> values = audit.onlyKindOfValues();
    if (expected != null
        && values != null
        && audit.miss.is(Operation.REMOVE_VALUE)
        && KnownEquality.excludes(expected, values)) {
      offer(Kind.VALUE, audit, expected, values);
    } else if (argument != null && audit.argumentIsValue && !audit.holdsKeysOfTheArgumentsKind()) {
      offer(Kind.VALUE_AS_KEY, audit, argument, keys);
    }
  }

  @Override
  public void warmUp(MissAudit audit) {
    new ImpossibleRemoval(this, Kind.KEY, audit, String.class, String.class, stacks.take()).place();
    KnownEquality.excludes(Integer.class, String.class);
  }

  private void offer(Kind kind, MissAudit audit, Class<?> argument, @Nullable Class<?> held) {
    if (stacks.allowed()) {
      handoff.offer(new ImpossibleRemoval(this, kind, audit, argument, held, stacks.take()));
    }
  }

  /** The sighting to report, or null if it is not one yet. */
  @Nullable Occurrence describe(ImpossibleRemoval removal) {
    String place = removal.place();
    RemoveCall call = declaredAt(place, removal.stack());
    if (removal.complete() && says(call, removal)) {
      return removal.occurrence(true, call.receiver());
    }
    if (hasHit(removal)) {
      return null;
    }
    if (sightings.size() >= MOST_PLACES && !sightings.containsKey(place)) {
      return null;
    }
    int seen = sightings.merge(place, 1, Integer::sum);
    return seen < SIGHTINGS ? null : removal.occurrence(false, null);
  }

  /** Whether another call of the line is known to have removed something. */
  private boolean hasHit(ImpossibleRemoval removal) {
    StackFrame frame = WatcherStack.applicationFrame(removal.stack());
    SiteCounts.Counts counts =
        frame == null
            ? null
            : siteCounts.of(FrameText.of(frame), removal.mapClass(), removal.operation());
    return counts != null && counts.hits() > 0;
  }

  private static boolean says(RemoveCall call, ImpossibleRemoval removal) {
    Class<?> held = removal.held();
    int index = removal.kind() == Kind.VALUE ? 1 : 0;
    String type = removal.kind() == Kind.VALUE ? call.value() : call.key();
    return held != null
        && removal.kind() != Kind.VALUE_AS_KEY
        && KnownEquality.isClosed(removal.argument())
        && call.arguments().size() > index
        && held.getName().equals(type)
        && removal.argument().getName().equals(call.arguments().get(index));
  }

  private RemoveCall declaredAt(String place, StackFrame[] stack) {
    RemoveCall known = declared.get(place);
    if (known == null && !callSites.mayRead()) {
      return NOTHING;
    }
    if (known == null) {
      StackFrame frame = WatcherStack.applicationFrame(stack);
      RemoveCall found = frame == null ? null : callSites.at(frame);
      known = found == null ? NOTHING : found;
      if (declared.size() < MOST_PLACES) {
        declared.put(place, known);
      }
    }
    return known;
  }
}
