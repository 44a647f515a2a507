package dev.tombstone.core.detect.clear;

import dev.tombstone.core.detect.clear.MeasuredCosts.Row;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.model.operation.BulkCall;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is said of calls that remove many entries. */
final class WordsOfBulkCalls {
  /** Some stay: the row of all removed is of other ways. */
  private static final double NEARLY_ALL = 0.99;

  private WordsOfBulkCalls() {}

  /** The latest call of a kind at a line, and how long they take there. */
  static Occurrence occurrence(SeenCall call, BulkSites.Times times) {
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("kind", call.kind().id());
    evidence.put("call", call.call() == null ? "loop" : call.call().method());
    evidence.put("collection", call.collectionClass().getName());
    evidence.put("entriesBefore", call.before());
    if (call.kind() == BulkKind.SPARSE) {
      evidence.put("capacity", call.capacity());
    } else {
      evidence.put("visited", call.visited());
      evidence.put("removed", call.removed());
    }
    if (call.kind() == BulkKind.QUADRATIC && call.argumentClass() != null) {
      evidence.put("argument", call.argumentClass().getName());
      evidence.put("argumentSize", call.argumentSize());
      evidence.put("comparisonsAtMost", call.argumentSize() * call.visited());
    }
    evidence.put("milliseconds", call.nanos() / 1e6);
    evidence.put("longestMilliseconds", times.longestMillis());
    if (times.isLong(call)) {
      evidence.put("calls", times.calls(call));
      evidence.put("seconds", times.seconds(call));
      evidence.put("millisecondsOnAverage", times.millis());
      evidence.put("shareOfAThread", times.share(call));
    }
    Row measured = measured(call);
    if (measured != null) {
      evidence.put("measured", measured.text());
    }
    String advice = advice(call, measured);
    if (advice != null) {
      evidence.put("advice", advice);
    }
    return new Occurrence(
        ConditionalClearDetector.HAZARD,
        Grade.OBSERVED,
        call.mapClass().getName(),
        what(call) + "; " + howLong(call, times),
        List.of(new Participant(call.thread(), WatcherStack.describe(call.stack()))),
        evidence,
        new Occurrence.Fact(call.kind().id(), "", 0));
  }

  private static String what(SeenCall call) {
    String named =
        call.call() == null
            ? "a loop over a " + call.mapClass().getName()
            : call.call().method() + " on a " + call.collectionClass().getName();
    return switch (call.kind()) {
      case QUADRATIC ->
          String.format(
              Locale.ROOT,
              "%s asked a %s of %d elements about each of %d elements, up to %d comparisons, and"
                  + " removed %d",
              named,
              call.argumentClass() == null ? "collection" : call.argumentClass().getName(),
              call.argumentSize(),
              call.visited(),
              call.argumentSize() * call.visited(),
              call.removed());
      case SPARSE ->
          String.format(
              Locale.ROOT,
              "%s with %d entries went through a table of %d places",
              named,
              call.before(),
              call.capacity());
      case DRAINED ->
          String.format(
              Locale.ROOT, "%s removed all %d entries, one by one", named, call.removed());
      case MOSTLY_REMOVED ->
          String.format(
              Locale.ROOT,
              "%s removed %d of %d elements, one by one",
              named,
              call.removed(),
              call.visited());
      case EXPIRY_SCAN ->
          String.format(
              Locale.ROOT,
              "%s looked at %d elements and removed %d",
              named,
              call.visited(),
              call.removed());
    };
  }

  private static String howLong(SeenCall call, BulkSites.Times times) {
    if (!times.isLong(call)) {
      return String.format(Locale.ROOT, "it took %.0f ms", call.nanos() / 1e6);
    }
    return String.format(
        Locale.ROOT,
        "about %d such %s here took %s ms each, together %.0f %% of the time of one thread in"
            + " %.0f s",
        times.calls(call),
        call.call() == null ? "loops" : "calls",
        number(times.millis()),
        100 * times.share(call),
        times.seconds(call));
  }

  private static String number(double millis) {
    if (millis >= 100) {
      return String.format(Locale.ROOT, "%.0f", millis);
    }
    return String.format(Locale.ROOT, millis >= 1 ? "%.1f" : "%.3f", millis);
  }

  /** What other ways cost where the kind is about ways. */
  private static @Nullable Row measured(SeenCall call) {
    return switch (call.kind()) {
      case SPARSE -> nearest(call, 1, (double) call.capacity() / Math.max(1, call.before()));
      case DRAINED -> nearest(call, 1, (double) call.capacity() / call.visited());
      case MOSTLY_REMOVED ->
          nearest(
              call,
              Math.min(NEARLY_ALL, (double) call.removed() / call.visited()),
              (double) call.capacity() / call.visited());
      case QUADRATIC, EXPIRY_SCAN -> null;
    };
  }

  private static @Nullable Row nearest(SeenCall call, double removed, double places) {
    return MeasuredCosts.nearest(Runtime.version().feature(), call.mapClass(), removed, places);
  }

  /** Of another way only if the row says that it is worth it. */
  private static @Nullable String advice(SeenCall call, @Nullable Row row) {
    return switch (call.kind()) {
      case QUADRATIC -> adviceOnQuadratic(call);
      case SPARSE ->
          isWorth(row == null ? 0 : row.clear(), row == null ? 1 : row.newMap())
              ? "put a new map in its place when it has grown far beyond what it holds: clear()"
                  + " keeps the table, and goes through all of it each time"
              : null;
      case DRAINED ->
          isWorth(row == null ? 0 : row.oneByOne(), row == null ? 1 : row.clear())
              ? "clear() does the same"
              : null;
      case MOSTLY_REMOVED ->
          isWorth(row == null ? 0 : row.oneByOne(), row == null ? 1 : row.copy())
              ? "copy what stays into a new map"
              : null;
      case EXPIRY_SCAN ->
          "keep the entries in the order in which they are to go (a LinkedHashMap by insertion, a"
              + " TreeMap or PriorityQueue by time) and stop at the first that stays, or use a cache"
              + " that expires its entries; another loop over all of them is no gain";
    };
  }

  private static boolean isWorth(double way, double other) {
    return way >= MeasuredCosts.WORTH * other;
  }

  private static String adviceOnQuadratic(SeenCall call) {
    boolean hashed =
        HashMap.class.isAssignableFrom(call.mapClass())
            && Set.class.isAssignableFrom(call.collectionClass());
    if (call.call() == BulkCall.REMOVE_ALL && hashed) {
      return "ask the set instead: list.forEach(set::remove); or pass a set:"
          + " removeAll(new HashSet<>(list))";
    }
    String method = call.call() == null ? "removeAll" : call.call().method();
    return "pass a set: " + method + "(new HashSet<>(list))";
  }
}
