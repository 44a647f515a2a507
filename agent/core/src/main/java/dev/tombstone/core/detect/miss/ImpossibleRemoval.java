package dev.tombstone.core.detect.miss;

import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.SiteCounts;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.core.intake.Callers;
import dev.tombstone.core.intake.FrameText;
import dev.tombstone.core.intake.JdkFrames;
import dev.tombstone.hook.jdk.MapInternals;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
import java.lang.StackWalker.StackFrame;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A removal that found nothing, for a reason that was seen. */
final class ImpossibleRemoval implements Occurrence.Raw {
  /**
   * What was seen.
   *
   * @param why it found nothing
   * @param argument kind of the argument that is wrong
   * @param held kind of what is in the map instead, null where that is not one
   */
  record Seen(Why why, Class<?> argument, @Nullable Class<?> held) {}

  private final NeverHits detector;
  private final Seen seen;
  private final Class<?> map;
  private final Class<?> mapClass;
  private final String keyClass;
  private final boolean keySeen;
  private final boolean sameText;
  private final boolean asksTheArgument;
  private final int contents;
  private final int entries;
  private final boolean complete;
  private final int operation;
  private final String thread;
  private final StackFrame[] stack;

  /** Index of the frame that removes; -1 if that is the JDK, of whose own work nothing is said. */
  private final int site;

  ImpossibleRemoval(NeverHits detector, Seen seen, MissAudit audit, StackFrame[] stack) {
    this.detector = detector;
    this.seen = seen;
    map = audit.miss.map().getClass();
    mapClass = audit.miss.mapClass();
    Object key = audit.miss.key();
    keyClass = key == null ? "" : key.getClass().getName();
    keySeen = audit.valueOfTheKey != null;
    sameText = audit.sameText != null;
    asksTheArgument = MapInternals.asksTheArgument(audit.miss.map());
    contents = audit.contents;
    entries = audit.entries;
    complete = audit.complete;
    operation = audit.miss.operation();
    thread = Thread.currentThread().getName();
    this.stack = stack;
    int user = JdkFrames.userIndex(stack);
    site = user < 0 || JdkFrames.isJdk(stack[user]) ? -1 : user;
  }

  @Override
  public @Nullable Occurrence describe() {
    return site < 0 ? null : detector.describe(this);
  }

  Seen seen() {
    return seen;
  }

  /** Class of the map itself. */
  Class<?> map() {
    return map;
  }

  /** Whether the map asks the argument whether it equals a value. */
  boolean asksTheArgument() {
    return asksTheArgument;
  }

  /** Hash of the elements of the array that was passed. */
  int contents() {
    return contents;
  }

  /** Whether the line calls a method of this name, and not one that removes in turn. */
  boolean isByRemove() {
    return site > 0 && stack[site - 1].getMethodName().equals("remove");
  }

  boolean isComplete() {
    return complete;
  }

  /** From the line that removes outwards. */
  List<StackFrame> callers() {
    return Arrays.asList(stack).subList(site, stack.length);
  }

  /** What is to be asked of the sampled deletions. */
  SiteCounts.Call call() {
    return new SiteCounts.Call(
        FrameText.of(stack[site]),
        mapClass.getName(),
        operation,
        keyClass,
        Callers.of(stack, site));
  }

  /** What makes two of these the same: the reason, the classes, the line and who called it. */
  String place() {
    StringBuilder place = new StringBuilder(seen.why().id()).append(' ').append(mapClass.getName());
    place.append(' ').append(seen.argument().getName()).append(' ').append(seen.held());
    for (int i = 0; i <= site; i++) {
      place.append(' ').append(FrameText.of(stack[i]));
    }
    Callers callers = site < 0 ? Callers.NONE : Callers.of(stack, site);
    place.append(' ').append(callers.nearest()).append(' ').append(callers.outside());
    return place.toString();
  }

  /** The sighting. */
  Occurrence occurrence(boolean proven, CallFacts facts) {
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("why", seen.why().id());
    evidence.put("operation", Operation.ofCode(operation).id());
    boolean inside = seen.why() == Why.INSIDE;
    evidence.put(
        inside ? "elementOfTheArgument" : "argumentClass", WordsOfMisses.name(seen.argument()));
    Class<?> held = seen.held();
    if (held != null) {
      evidence.put(inside ? "elementInTheMap" : heldName(), WordsOfMisses.name(held));
    }
    if (sameText && seen.why() == Why.KEY_CLASS) {
      evidence.put("sameTextInTheMap", true);
    }
    evidence.put("entriesSeen", entries);
    evidence.put("allSeen", complete);
    put(evidence, "declaredAs", proven ? facts.declared() : null);
    put(evidence, "mapIn", facts.owner());
    put(evidence, "calledFrom", Callers.of(stack, site).named());
    SiteCounts.Counts counts = facts.counts();
    if (counts != null) {
      evidence.put("calls", counts.calls());
      evidence.put("recorded", counts.recorded());
      evidence.put("hits", counts.hits());
    }
    evidence.put(
        "advice", WordsOfMisses.advice(seen, operation == Operation.REMOVE_VALUE.ordinal()));
    return new Occurrence(
        NeverHitsDetector.HAZARD,
        proven ? Grade.PROVEN : Grade.OBSERVED,
        mapClass.getName(),
        summary(proven),
        List.of(new Participant(thread, WatcherStack.describe(stack))),
        evidence,
        fact());
  }

  private String summary(boolean proven) {
    return seen.why() == Why.OTHER_VALUE
        ? WordsOfMisses.otherValue(seen, proven, keySeen)
        : WordsOfMisses.summary(seen, proven, complete, entries);
  }

  /** Other reasons, classes and callers at the same line are other findings. */
  private Occurrence.Fact fact() {
    String what =
        seen.why().id()
            + (" " + WordsOfMisses.name(seen.argument()) + " " + WordsOfMisses.name(seen.held()));
    Callers callers = Callers.of(stack, site);
    return new Occurrence.Fact(what, callers.nearest() + " " + callers.outside(), 0);
  }

  private String heldName() {
    return seen.why().isOfTheValue() ? "valuesInTheMap" : "keysInTheMap";
  }

  /**
   * What is known of the call besides.
   *
   * @param declared how the map is declared
   * @param owner the field that holds it
   * @param counts of calls like this one
   */
  record CallFacts(
      @Nullable String declared, @Nullable String owner, SiteCounts.@Nullable Counts counts) {}

  private static void put(Map<String, Object> evidence, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      evidence.put(name, Objects.requireNonNull(value));
    }
  }
}
