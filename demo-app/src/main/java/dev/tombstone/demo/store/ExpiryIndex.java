package dev.tombstone.demo.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** When sessions expire: a TreeMap from time to session ids, swept from its head. */
public final class ExpiryIndex {
  private final TreeMap<Long, List<String>> byTime = new TreeMap<>();
  private long deletions;

  /** Remembers that the session expires then. */
  public synchronized void add(long expiresAtMillis, String session) {
    byTime.computeIfAbsent(expiresAtMillis, time -> new ArrayList<>()).add(session);
  }

  /** Takes out what has expired by now. */
  public synchronized List<String> sweep(long nowMillis) {
    List<String> expired = new ArrayList<>();
    while (!byTime.isEmpty() && byTime.firstKey() <= nowMillis) {
      Map.Entry<Long, List<String>> first = byTime.pollFirstEntry();
      expired.addAll(first.getValue());
      deletions++;
    }
    return expired;
  }

  /** Moments removed so far. */
  public synchronized long deletions() {
    return deletions;
  }
}
