package dev.tombstone.core.detect.miss;

import dev.tombstone.core.detect.framework.CallSites;
import dev.tombstone.core.detect.framework.CallSites.RemoveCall;
import dev.tombstone.core.detect.framework.Detection;
import dev.tombstone.core.detect.framework.DrawnRate;
import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.SiteCounts;
import dev.tombstone.core.detect.framework.SiteCounts.Counts;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.core.detect.miss.ImpossibleRemoval.CallFacts;
import dev.tombstone.core.detect.miss.ImpossibleRemoval.Seen;
import dev.tombstone.hook.jdk.MapInternals;
import dev.tombstone.model.operation.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds removals that cannot hit, and says why: the argument is of a class that equals nothing the
 * map holds, or what looks like it is there and does not equal it.
 *
 * <p>That no entry matches now is seen in the map. That none ever will is proven only if the line
 * of source says so too ({@link CallSites}): the map is declared with keys of the class that is in
 * it, and the argument is declared to be of the other; or the argument is an object that was made
 * for the call and equals itself only. Without that the map may hold such keys at other times, and
 * it is {@code OBSERVED}, once it was seen {@value #SIGHTINGS} times, unless calls of the line with
 * such an argument, by the same callers, are known to hit.
 */
final class NeverHits implements MissJudge {
  static final int SIGHTINGS = 8;

  /** Of what looks like much that is right, so many calls must be known, and none to hit. */
  static final int RECORDED = 30;

  /**
   * The same of what is commoner still: keys of which many have one hash, values that were replaced
   * meanwhile, look-ups that seldom hit.
   */
  static final int RECORDED_OF_OTHERS = 300;

  /** Arrays that are said to be meant by their elements have had so many contents at least. */
  static final int CONTENTS = 4;

  private static final int MOST_PLACES = 1_024;

  private final WatcherStack stacks;
  private final DrawnRate drawn;
  private final HandoffQueue handoff;
  private final CallSites callSites;
  private final SiteCounts siteCounts;
  private final ExplainedCalls explained;

  /** Sightings by place; for the thread that drains, and {@link Detection}'s lock. */
  private final Map<String, Integer> sightings = new HashMap<>();

  /** What was learnt of a line, by place, or {@link #NOTHING}. */
  private final Map<String, RemoveCall> declared = new HashMap<>();

  /** Hashes of the elements of arrays that were passed, by place. */
  private final Map<String, Set<Integer>> contents = new HashMap<>();

  /** Whether the argument is made for the call and equals itself only, by place. */
  private final Map<String, Boolean> madeForTheCall = new HashMap<>();

  private static final RemoveCall NOTHING = new RemoveCall("", null, null, List.of(), null);

  NeverHits(Tools tools, DrawnRate drawn, ExplainedCalls explained) {
    this.explained = explained;
    stacks = tools.stacks();
    handoff = tools.handoff();
    callSites = tools.callSites();
    siteCounts = tools.siteCounts();
    this.drawn = drawn;
  }

  @Override
  public void judge(MissAudit audit) {
    Class<?> argument = audit.keyKind();
    if (audit.entries == 0) {
      return;
    }
    Seen seen = audit.expectedKind() == null ? null : ofTheValue(audit);
    if (seen == null && argument != null) {
      seen = ofTheKey(audit, argument);
    }
    if (seen != null && (seen.why().isCommon() ? audit.isDrawn(drawn) : stacks.allowed())) {
      handoff.offer(new ImpossibleRemoval(this, seen, audit, audit.stack(stacks)));
    }
  }

  private static @Nullable Seen ofTheValue(MissAudit audit) {
    Class<?> expected = audit.expectedKind();
    Class<?> values = audit.onlyKindOfValues();
    Class<?> present = audit.valueOfTheKey == null ? audit.valueOfALikeKey : audit.valueOfTheKey;
    if (expected != null && values != null && KnownEquality.excludes(expected, values)) {
      return new Seen(Why.VALUE_CLASS, expected, values);
    }
    return expected == null || present == null || present == expected
        ? null
        : new Seen(Why.OTHER_VALUE, expected, present);
  }

  private static @Nullable Seen ofTheKey(MissAudit audit, Class<?> argument) {
    Class<?> keys = audit.onlyKindOfKeys();
    boolean byEquality = !MapInternals.isSorted(audit.miss.map());
    if (byEquality && keys != null && KnownEquality.excludes(argument, keys)) {
      return new Seen(Why.KEY_CLASS, argument, keys);
    }
    if (audit.argumentIsValue && !audit.holdsKeysOfTheArgumentsKind()) {
      return new Seen(Why.VALUE_AS_KEY, argument, keys);
    }
    if (!byEquality || !audit.miss.isHashed() || audit.node != null) {
      return null;
    }
    // A key that looks like the argument may be the one that is meant, with another value.
    boolean byKeyAlone = !audit.miss.is(Operation.REMOVE_VALUE);
    if (byKeyAlone && audit.sameElements) {
      return new Seen(Why.SAME_ELEMENTS, argument, argument);
    }
    if (byKeyAlone && audit.hashIsIdentity()) {
      return new Seen(Why.IDENTITY, argument, keys);
    }
    InnerDifference inside = audit.inside;
    if (inside != null) {
      return new Seen(Why.INSIDE, inside.argument(), inside.held());
    }
    if (byKeyAlone && audit.sameHash) {
      return new Seen(Why.SAME_HASH, argument, argument);
    }
    return audit.sameText == null ? null : new Seen(Why.SAME_TEXT, argument, audit.sameText);
  }

  @Override
  public void warmUp(MissAudit audit) {
    ofTheValue(audit);
    ofTheKey(audit, String.class);
    KnownEquality.excludes(Integer.class, String.class);
    boolean unusedHash = audit.hashIsIdentity();
    boolean unusedDraw = audit.isDrawn(drawn);
    new ImpossibleRemoval(
            this, new Seen(Why.KEY_CLASS, String.class, String.class), audit, audit.stack(stacks))
        .place();
    InnerDifference.of(new HashMap<>(Map.of("", 1)), new HashMap<>(Map.of("", 1L)));
    InnerDifference.of(new ArrayList<>(List.of(1)), new ArrayList<>(List.of(1L)));
    Resemblance bytes = new Resemblance(new byte[] {1});
    boolean unusedAlike = bytes.hasSameElements(new byte[] {1}) && bytes.contents() == 0;
    boolean unusedText = new Resemblance("00000000-0000-0000-0000-00000000000x").hasSameText("");
  }

  /** The sighting to report, or null if it is not one yet. */
  @Nullable Occurrence describe(ImpossibleRemoval removal) {
    Occurrence found = found(removal);
    if (found != null) {
      explained.add(removal.call());
    }
    return found;
  }

  private @Nullable Occurrence found(ImpossibleRemoval removal) {
    String place = removal.place();
    RemoveCall call = declaredAt(place, removal);
    Counts counts = siteCounts.of(removal.call());
    boolean declaredSo = says(call, removal);
    Why why = removal.seen().why();
    if (declaredSo && why != Why.OTHER_VALUE) {
      return removal.occurrence(true, new CallFacts(call.receiver(), call.owner(), counts));
    }
    if ((counts != null && counts.hits() > 0)
        || (sightings.size() >= MOST_PLACES && !sightings.containsKey(place))
        || sightings.merge(place, 1, Integer::sum) < SIGHTINGS) {
      return null;
    }
    CallFacts facts = new CallFacts(null, call.owner(), counts);
    long recorded = counts == null ? 0 : counts.recorded();
    boolean known = counts != null && recorded >= SIGHTINGS && !counts.ofTheLine();
    return switch (why) {
      case IDENTITY ->
          known && isMadeForTheCall(place, removal) ? removal.occurrence(true, facts) : null;
      case SAME_ELEMENTS ->
          known && differ(place, removal)
              ? removal.occurrence(true, facts)
              : observedOf(RECORDED_OF_OTHERS, recorded, removal, facts);
      case OTHER_VALUE ->
          declaredSo && lineNeverHits(removal)
              ? removal.occurrence(true, new CallFacts(call.receiver(), call.owner(), counts))
              : observedOf(RECORDED_OF_OTHERS, recorded, removal, facts);
      case SAME_TEXT -> observedOf(RECORDED, recorded, removal, facts);
      case SAME_HASH -> observedOf(RECORDED_OF_OTHERS, recorded, removal, facts);
      case KEY_CLASS, VALUE_CLASS, VALUE_AS_KEY, INSIDE -> removal.occurrence(false, facts);
    };
  }

  /** A sighting, if so many calls are known. */
  private static @Nullable Occurrence observedOf(
      int wanted, long recorded, ImpossibleRemoval removal, CallFacts facts) {
    return recorded >= wanted ? removal.occurrence(false, facts) : null;
  }

  /** Whether enough calls of the line are known, by whatever argument, and none has hit. */
  private boolean lineNeverHits(ImpossibleRemoval removal) {
    Counts all = siteCounts.of(removal.call().ofTheLine());
    return all != null && all.recorded() >= SIGHTINGS && all.hits() == 0;
  }

  /**
   * Whether the arrays that were passed here had several contents: those of one content may be keys
   * by identity on purpose.
   */
  private boolean differ(String place, ImpossibleRemoval removal) {
    Set<Integer> known = contents.get(place);
    if (known == null) {
      if (contents.size() >= MOST_PLACES) {
        return false;
      }
      known = new HashSet<>();
      contents.put(place, known);
    }
    if (known.size() < CONTENTS) {
      known.add(removal.contents());
    }
    return known.size() >= CONTENTS;
  }

  /** Whether the types that are declared leave no way to hit. */
  private boolean says(RemoveCall call, ImpossibleRemoval removal) {
    Class<?> held = removal.seen().held();
    Class<?> argument = removal.seen().argument();
    // A collection of values has one type argument, and its remove one argument.
    int index = removal.seen().why().isOfTheValue() && call.arguments().size() > 1 ? 1 : 0;
    String type = index == 1 ? call.value() : call.key();
    if (held == null
        || type == null
        || call.arguments().size() <= index
        || !argument.getName().equals(call.arguments().get(index))) {
      return false;
    }
    return switch (removal.seen().why()) {
      case KEY_CLASS, VALUE_CLASS ->
          removal.isComplete() && KnownEquality.isClosed(argument) && held.getName().equals(type);
      case OTHER_VALUE ->
          removal.asksTheArgument()
              && !argument.isArray()
              && argument != Object.class
              && TypeNames.isSubtype(held, type)
              && !TypeNames.isSubtype(argument, type)
              && callSites.equalsItselfOnly(argument);
      default -> false;
    };
  }

  private boolean isMadeForTheCall(String place, ImpossibleRemoval removal) {
    Boolean known = madeForTheCall.get(place);
    if (known == null && !callSites.mayRead()) {
      return false;
    }
    if (known == null) {
      known =
          removal.isByRemove()
              && callSites.equalsItselfOnly(removal.seen().argument())
              && callSites.isMadeForTheCall(removal.callers());
      if (madeForTheCall.size() < MOST_PLACES) {
        madeForTheCall.put(place, known);
      }
    }
    return known;
  }

  private RemoveCall declaredAt(String place, ImpossibleRemoval removal) {
    RemoveCall known = declared.get(place);
    if (known == null && !callSites.mayRead()) {
      return NOTHING;
    }
    if (known == null) {
      RemoveCall found =
          !removal.isByRemove() ? null : callSites.at(removal.callers().get(0), removal.map());
      known = found == null ? NOTHING : found;
      if (declared.size() < MOST_PLACES) {
        declared.put(place, known);
      }
    }
    return known;
  }
}
