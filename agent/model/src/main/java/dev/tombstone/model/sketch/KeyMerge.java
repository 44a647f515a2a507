package dev.tombstone.model.sketch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Adds up summaries of separate stretches of a stream, or of separate streams.
 *
 * <p>Estimates, bounds and variances add up. A summary that does not hold a key adds its floor to
 * what the key may have had unseen, for each category of the key's group that occurred. The order
 * of the summaries does not matter.
 */
public final class KeyMerge {
  /** A category that {@code groups} answers for entries to leave out. */
  public static final int LEFT_OUT = -1;

  /**
   * A key of the merged stream.
   *
   * @param hash identity
   * @param group of its categories
   * @param interval how often
   * @param missRatio share of misses among what was seen
   */
  public record Row(long hash, int group, KeyInterval interval, double missRatio) {}

  /** Which keys are asked for. */
  @FunctionalInterface
  public interface Wanted {
    /** Whether the key, of this group of categories, is. */
    boolean test(long hash, int group);
  }

  private record Identity(long hash, int group) {}

  private static final class Tally {
    long seen;
    long estimate;
    long missed;
    double unseen;
    double variance;

    /** Floors of the summaries that hold the key. */
    double floors;
  }

  private static final Comparator<Map.Entry<Identity, Tally>> HOTTEST_FIRST =
      Comparator.comparingLong((Map.Entry<Identity, Tally> entry) -> entry.getValue().estimate)
          .reversed()
          .thenComparingLong(entry -> entry.getKey().hash)
          .thenComparingInt(entry -> entry.getKey().group);

  private final Map<Identity, Tally> tallies = new HashMap<>();
  private final Map<Integer, Double> groupFloors = new HashMap<>();
  private long weight = 1;
  private long total;
  private double restFloors;

  /**
   * Adds a summary.
   *
   * @param largestWeight that its events were sampled with
   * @param unknown weight of events that are not in it, and whose keys are not known
   * @param groups from an entry's category to the group it is added up in, or {@link #LEFT_OUT}
   */
  public void add(KeySummary summary, long largestWeight, long unknown, IntUnaryOperator groups) {
    weight = Math.max(weight, largestWeight);
    restFloors += Math.min(summary.floor(), (double) summary.totals().rest()) + unknown;
    summary
        .totals()
        .forEach(
            (category, categoryTotal) -> {
              int group = groups.applyAsInt(category);
              if (group != LEFT_OUT) {
                total += categoryTotal;
                groupFloors.merge(group, summary.floor(category), Double::sum);
              }
            });
    for (int i = 0; i < summary.size(); i++) {
      KeySummary.Entry entry = summary.entry(i);
      int group = groups.applyAsInt(entry.category());
      if (group != LEFT_OUT) {
        Tally tally =
            tallies.computeIfAbsent(new Identity(entry.hash(), group), identity -> new Tally());
        tally.seen += entry.seen();
        tally.estimate += entry.estimate();
        tally.missed += entry.missed();
        tally.unseen += entry.unseen();
        tally.variance += (double) entry.seen() * ((1L << entry.shift()) - 1);
        tally.floors += summary.floor(entry.category());
      }
    }
  }

  /** What a key that is in none of the summaries may have had at most, sampling noise included. */
  public double unseenMost() {
    double weightUnseen =
        restFloors + groupFloors.values().stream().mapToDouble(Double::doubleValue).sum();
    return KeyInterval.of(0, 0, weightUnseen, 0, weight, 1).upper();
  }

  /** Keys in at least one of the summaries. */
  public int size() {
    return tallies.size();
  }

  /**
   * Weight of all events of the groups, keyed or not, as far as their categories are told apart.
   */
  public long total() {
    return total;
  }

  /**
   * The hottest keys, at most this many, hottest first.
   *
   * @param distinctKeys of all that was sampled, an estimate
   */
  public List<Row> top(int most, long distinctKeys) {
    return top(most, distinctKeys, (hash, group) -> true);
  }

  /** The hottest of the keys wanted. */
  public List<Row> top(int most, long distinctKeys, Wanted wanted) {
    List<Map.Entry<Identity, Tally>> ranked = new ArrayList<>(tallies.entrySet());
    ranked.removeIf(entry -> !wanted.test(entry.getKey().hash, entry.getKey().group));
    ranked.sort(HOTTEST_FIRST);
    int shown = Math.min(most, ranked.size());
    double keys = Math.max(distinctKeys * (double) weight, tallies.size());
    List<Row> rows = new ArrayList<>(shown);
    for (Map.Entry<Identity, Tally> entry : ranked.subList(0, shown)) {
      rows.add(row(entry.getKey(), entry.getValue(), keys / shown));
    }
    return List.copyOf(rows);
  }

  private Row row(Identity identity, Tally tally, double keysPerShown) {
    double floors = groupFloors.getOrDefault(identity.group(), 0.0) + restFloors;
    double unseen = tally.unseen + Math.max(0, floors - tally.floors);
    KeyInterval interval =
        KeyInterval.of(tally.seen, tally.estimate, unseen, tally.variance, weight, keysPerShown);
    double missRatio = tally.seen == 0 ? 0 : Math.min(1, (double) tally.missed / tally.seen);
    return new Row(identity.hash(), identity.group(), interval, missRatio);
  }
}
