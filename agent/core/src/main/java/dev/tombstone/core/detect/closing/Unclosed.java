package dev.tombstone.core.detect.closing;

import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An object that left a map, and that nothing can reach any more, without a close.
 *
 * <p>Proven is that none of the methods that may close it was entered, from its constructor on, and
 * that none can be any more. It is proof of a fault where the object is all there is: where it
 * holds something else that is closed by itself, or would hand what it holds to another object, or
 * a finalizer or Cleaner cleans up after it, what it stood for may have been let go of all the
 * same, and the fact alone is told.
 */
record Unclosed(Followed followed, Removal removal, long nowNanos) {
  private static final double SECOND_NANOS = 1e9;

  Occurrence occurrence() {
    Holdings holdings = followed.holdings;
    boolean cleaned = followed.type.isCleanedLater();
    boolean handsOver = followed.type.handsOver();
    boolean proven = !holdings.isUnknown() && holdings.isLost() && !cleaned && !handsOver;
    double age = Math.round((nowNanos - followed.removedNanos) / SECOND_NANOS * 10) / 10.0;
    String operation = Operation.ofCode(removal.operation()).id();
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("class", followed.type.name);
    evidence.put("operation", operation);
    if (!removal.line().isEmpty()) {
      evidence.put("removal", removal.line());
    }
    evidence.put("unreachableAfterSeconds", age);
    evidence.put(
        "witness",
        "seen from its constructor on: none of the methods that close it was entered, and nothing"
            + " refers to it any more");
    if (holdings.isUnknown()) {
      evidence.put("holds", holdings.type().isEmpty() ? holdings.place() : heldText(holdings));
    }
    if (cleaned) {
      evidence.put("cleanedLater", true);
    }
    if (handsOver) {
      evidence.put("handsOver", true);
    }
    evidence.put("advice", advice(operation));
    return new Occurrence(
        UnclosedAfterRemovalDetector.HAZARD,
        proven ? Grade.PROVEN : Grade.OBSERVED,
        removal.mapClass(),
        summary(holdings, cleaned),
        List.of(new Participant("sampled", removal.lines())),
        evidence,
        new Occurrence.Fact(followed.type.name + ' ' + operation, "", 0));
  }

  private String summary(Holdings holdings, boolean cleaned) {
    StringBuilder text = new StringBuilder("a ");
    text.append(followed.type.name).append(" left the map");
    if (!removal.line().isEmpty()) {
      text.append(" at ").append(removal.line());
    }
    text.append(" and was never closed; nothing refers to it any more");
    if (holdings.isUnknown()) {
      text.append(holdings.type().isEmpty() ? ". What was in " : ". It held ");
      text.append(holdings.type().isEmpty() ? holdings.place() : heldText(holdings) + ", which");
      text.append(" may have been closed by itself");
    } else if (!holdings.isLost()) {
      text.append(". What it held is still in use, or was closed in part");
    }
    if (cleaned) {
      text.append(". It has a finalizer or a Cleaner, which may clean up after it, late");
    }
    if (followed.type.handsOver()) {
      text.append(". What closes it hands something to another object, which others may have done");
    }
    return text.toString();
  }

  private static String heldText(Holdings holdings) {
    return "a " + holdings.type() + " in " + holdings.place();
  }

  private static String advice(String operation) {
    return switch (operation) {
      case "evict" ->
          "close the eldest value in removeEldestEntry before it says yes, or use a cache with a"
              + " removal listener";
      case "clear" -> "close the values before clear(), or remove them one by one and close each";
      case "remove_if", "iterator" -> "close each value where it is removed";
      default -> "V gone = map.remove(key); if (gone != null) gone.close();";
    };
  }
}
