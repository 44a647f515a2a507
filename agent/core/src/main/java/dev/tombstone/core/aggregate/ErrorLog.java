package dev.tombstone.core.aggregate;

import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's own errors: each distinct one is logged once, all are counted by kind. Distinct means
 * of another type or place; past {@value #MAX_DISTINCT} nothing more is logged.
 */
public final class ErrorLog {
  private static final Logger LOGGER = LoggerFactory.getLogger("tombstone");
  private static final int MAX_DISTINCT = 100;

  private final Map<String, Long> byKind = new TreeMap<>();
  private final Map<String, Long> distinct = new TreeMap<>();

  /** Counts an error of this kind, and logs it if it is the first of its like. */
  public synchronized void add(String kind, Throwable error) {
    byKind.merge(kind, 1L, Long::sum);
    StackTraceElement[] trace = error.getStackTrace();
    String place = trace.length == 0 ? "" : trace[0].toString();
    String like = kind + " " + error.getClass().getName() + " " + place;
    if (distinct.containsKey(like) || distinct.size() < MAX_DISTINCT) {
      if (distinct.merge(like, 1L, Long::sum) == 1) {
        LOGGER.warn("error in the agent ({}), the application is not affected", kind, error);
      }
    }
  }

  /** Errors so far by kind. */
  public synchronized Map<String, Long> counts() {
    return Map.copyOf(byKind);
  }
}
