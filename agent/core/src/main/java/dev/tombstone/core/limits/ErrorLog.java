package dev.tombstone.core.limits;

import dev.tombstone.model.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/**
 * The agent's own errors: each distinct one is logged once, all are counted by kind. Distinct means
 * of another type or place; past {@value #MAX_DISTINCT} nothing more is logged.
 */
public final class ErrorLog {
  private static final int MAX_DISTINCT = 100;
  private static final int MAX_FRAMES = 20;

  private final Map<String, Long> byKind = new TreeMap<>();
  private final Map<String, Long> distinct = new TreeMap<>();

  /** Class of the latest by kind. */
  private final Map<String, String> latest = new TreeMap<>();

  /** Counts an error of this kind, and logs it if it is the first of its like. */
  public void add(String kind, Throwable error) {
    add(kind, error, 1);
  }

  /** Counts an error of this kind that the application's full heap has led to, and logs nothing. */
  public synchronized void addForWantOfMemory(String kind) {
    byKind.merge(kind, 1L, Long::sum);
    latest.put(kind, OutOfMemoryError.class.getName());
  }

  /** Counts so many errors of this kind, of which this is one. */
  synchronized void add(String kind, Throwable error, long count) {
    byKind.merge(kind, count, Long::sum);
    latest.put(kind, error.getClass().getName());
    if (error instanceof OutOfMemoryError) {
      // The heap is the application's; /healthz counts it.
      return;
    }
    StackTraceElement[] trace = error.getStackTrace();
    String place = trace.length == 0 ? "" : trace[0].toString();
    String like = kind + " " + error.getClass().getName() + " " + place;
    if (distinct.containsKey(like) || distinct.size() < MAX_DISTINCT) {
      if (distinct.merge(like, 1L, Long::sum) == 1) {
        LoggerFactory.getLogger("tombstone")
            .warn(
                "error in the agent ({}), the application is not affected: {}", kind, text(error));
      }
    }
  }

  /** Errors so far by kind. */
  public synchronized Map<String, Long> counts() {
    return Map.copyOf(byKind);
  }

  /** What has happened so far, in a sentence for each kind. */
  public synchronized List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    byKind.forEach(
        (kind, count) ->
            complaints.add(
                count
                    + " errors of the agent's own: "
                    + kind
                    + ", the latest was "
                    + latest.get(kind)));
    return complaints;
  }

  private static String text(Throwable error) {
    StringBuilder text = new StringBuilder(Printable.of(error.toString()));
    StackTraceElement[] trace = error.getStackTrace();
    for (int i = 0; i < Math.min(trace.length, MAX_FRAMES); i++) {
      text.append(System.lineSeparator()).append("\tat ").append(Printable.of(trace[i].toString()));
    }
    return text.toString();
  }
}
