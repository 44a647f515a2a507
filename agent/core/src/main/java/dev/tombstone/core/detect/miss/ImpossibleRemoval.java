package dev.tombstone.core.detect.miss;

import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
import java.lang.StackWalker.StackFrame;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A removal whose argument can equal nothing that the map holds, as it was seen. */
final class ImpossibleRemoval implements Occurrence.Raw {
  /** What is wrong with the argument. */
  enum Kind {
    /** The key is of another kind than all keys. */
    KEY,
    /** The value to be found is of another kind than all values. */
    VALUE,
    /** The key is one of the map's values. */
    VALUE_AS_KEY
  }

  private final NeverHits detector;
  private final Kind kind;
  private final Class<?> mapClass;
  private final Class<?> argument;
  private final @Nullable Class<?> held;
  private final int entries;
  private final boolean complete;
  private final int operation;
  private final String thread;
  private final StackFrame[] stack;

  ImpossibleRemoval(
      NeverHits detector,
      Kind kind,
      MissAudit audit,
      Class<?> argument,
      @Nullable Class<?> held,
      StackFrame[] stack) {
    this.detector = detector;
    this.kind = kind;
    this.mapClass = audit.miss.mapClass();
    this.argument = argument;
    this.held = held;
    entries = audit.entries;
    complete = audit.complete;
    operation = audit.miss.operation();
    thread = Thread.currentThread().getName();
    this.stack = stack;
  }

  @Override
  public @Nullable Occurrence describe() {
    return detector.describe(this);
  }

  Kind kind() {
    return kind;
  }

  Class<?> argument() {
    return argument;
  }

  @Nullable Class<?> held() {
    return held;
  }

  String mapClass() {
    return mapClass.getName();
  }

  /** Code of the operation. */
  int operation() {
    return operation;
  }

  boolean complete() {
    return complete;
  }

  StackFrame[] stack() {
    return stack;
  }

  /** What makes two of these the same: the kind, the classes, the line. */
  String place() {
    StringBuilder place = new StringBuilder(kind.name()).append(' ').append(mapClass.getName());
    place.append(' ').append(argument.getName()).append(' ').append(held);
    for (String frame : WatcherStack.describe(stack)) {
      place.append(' ').append(frame);
      if (!frame.startsWith("java.") && !frame.startsWith("jdk.")) {
        break;
      }
    }
    return place.toString();
  }

  /** The sighting; {@code declared}: what the line's source says, or null if that is not known. */
  Occurrence occurrence(boolean proven, @Nullable String declared) {
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("argumentClass", argument.getName());
    if (held != null) {
      evidence.put(kind == Kind.VALUE ? "valuesInTheMap" : "keysInTheMap", held.getName());
    }
    evidence.put("entriesSeen", entries);
    evidence.put("allSeen", complete);
    if (declared != null) {
      evidence.put("declaredAs", declared);
    }
    return new Occurrence(
        NeverHitsDetector.HAZARD,
        proven ? Grade.PROVEN : Grade.OBSERVED,
        mapClass.getName(),
        summary(proven),
        List.of(new Participant(thread, WatcherStack.describe(stack))),
        evidence);
  }

  private String summary(boolean proven) {
    return switch (kind) {
      case KEY -> "a removal by a key of class " + argument.getName() + why("keys", proven);
      case VALUE ->
          "a removal that asks for a value of class " + argument.getName() + why("values", proven);
      case VALUE_AS_KEY ->
          "a removal found nothing: its key, a "
              + argument.getName()
              + ", is one of the map's values, and no key seen is of its class";
    };
  }

  private String why(String what, boolean proven) {
    if (proven) {
      return " can never hit: the map is declared with "
          + what
          + " of class "
          + name()
          + ", and so are all "
          + entries
          + " in it";
    }
    return " found nothing: "
        + (complete
            ? "all " + what + " in the map, "
            : "the " + what + " seen, not all there are, ")
        + entries
        + ", are of class "
        + name();
  }

  private String name() {
    return held == null ? "unknown" : held.getName();
  }
}
