package dev.tombstone.core.aggregate;

import dev.tombstone.core.sketch.DistinctCounter;
import dev.tombstone.core.sketch.HotKeySketch;
import dev.tombstone.core.sketch.KeyName;
import dev.tombstone.core.snapshot.HotKeysSnapshot;
import dev.tombstone.core.snapshot.HotKeysSnapshot.HotKey;
import dev.tombstone.core.snapshot.Window;
import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.hook.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Merges the panes of a window into its hottest keys.
 *
 * <p>Estimates and bounds add up over panes. A pane that does not hold a key adds what the key can
 * have had there unseen to the upper bound. Sampling widens both sides by two standard deviations,
 * and the upper by three weights, as a Poisson interval at 95 % does for small numbers.
 */
final class HotKeyQuery {
  /** Deletions of one key from one map class, over the panes seen so far. */
  private static final class Merged {
    final KeyName name;
    final int map;
    long count;
    long error;
    long misses;
    long unseen;
    double variance;

    Merged(KeyName name, int map) {
      this.name = name;
      this.map = map;
    }

    long estimate() {
      return count;
    }
  }

  private record Identity(long hash, int map) {}

  private HotKeyQuery() {}

  static HotKeysSnapshot answer(
      Window window, List<Pane> panes, long nowMillis, int k, String map, String op) {
    MapCounters[] classes = CounterTable.all();
    Map<Identity, Merged> merged = new HashMap<>();
    DistinctCounter distinct = new DistinctCounter();
    long deletions = 0;
    int shift = 0;
    List<Map<Identity, Merged>> held = new ArrayList<>();
    for (Pane pane : panes) {
      deletions += pane.deletions;
      shift = Math.max(shift, pane.maxRatioShift);
      distinct.merge(pane.distinct);
      held.add(merge(pane, merged, classes, map, op));
    }
    for (int i = 0; i < panes.size(); i++) {
      addUnseen(panes.get(i), held.get(i), merged);
    }
    boolean filtered = !map.isEmpty() || !op.isEmpty();
    long total = filtered ? filteredTotal(merged) : deletions;
    List<Merged> hottest = new ArrayList<>(merged.values());
    hottest.sort(
        Comparator.comparingLong(Merged::estimate)
            .reversed()
            .thenComparing(one -> one.name.text()));
    List<HotKey> keys = new ArrayList<>();
    double maximumError = 0;
    double weight = 1L << shift;
    for (Merged one : hottest.subList(0, Math.min(k, hottest.size()))) {
      HotKey key = row(keys.size() + 1, one, classes, total, weight);
      keys.add(key);
      if (total > 0) {
        maximumError = Math.max(maximumError, (key.upper() - key.lower()) / 2.0 / total);
      }
    }
    return new HotKeysSnapshot(
        window.label(),
        Instant.ofEpochMilli(panes.get(0).startMillis),
        Instant.ofEpochMilli(nowMillis),
        1 / weight,
        total,
        filtered ? merged.size() : distinct.estimate(),
        maximumError,
        List.copyOf(keys));
  }

  private static HotKey row(
      int rank, Merged one, MapCounters[] classes, long total, double weight) {
    double noise = 2 * Math.sqrt(one.variance);
    long seen = one.count - one.error;
    long lower = Math.max(1, Math.round(seen - noise));
    double slack = one.variance > 0 ? noise + 3 * weight : 0;
    long upper = seen + one.unseen + Math.round(slack);
    return new HotKey(
        rank,
        one.name.text(),
        one.name.keyClass(),
        classes[one.map].mapClass(),
        one.count,
        Math.min(lower, one.count),
        Math.max(upper, one.count),
        total == 0 ? 0 : Math.min(1, (double) one.count / total),
        seen == 0 ? 0 : Math.min(1, (double) one.misses / seen));
  }

  private static Map<Identity, Merged> merge(
      Pane pane, Map<Identity, Merged> merged, MapCounters[] classes, String map, String op) {
    Map<Identity, Merged> here = new HashMap<>();
    pane.keys.forEach(
        (name, hash, label, count, error, missed, variance) -> {
          int mapIndex = label / Operation.COUNT;
          boolean wanted =
              (map.isEmpty() || classes[mapIndex].mapClass().equals(map))
                  && (op.isEmpty() || Operation.ofCode(label % Operation.COUNT).label().equals(op));
          if (wanted) {
            Identity identity = new Identity(hash, mapIndex);
            Merged one = merged.computeIfAbsent(identity, id -> new Merged(name, mapIndex));
            one.count += count;
            one.error += error;
            one.unseen += Math.round(error * HotKeySketch.GEOMETRIC_97);
            one.misses += missed;
            one.variance += variance;
            here.put(identity, one);
          }
        });
    return here;
  }

  private static void addUnseen(
      Pane pane, Map<Identity, Merged> here, Map<Identity, Merged> merged) {
    merged.forEach(
        (identity, one) -> {
          if (!here.containsKey(identity)) {
            one.unseen += pane.keys.unseenBound(identity.hash());
          }
        });
  }

  private static long filteredTotal(Map<Identity, Merged> merged) {
    return merged.values().stream().mapToLong(Merged::estimate).sum();
  }
}
