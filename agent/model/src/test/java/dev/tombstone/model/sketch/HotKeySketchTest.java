package dev.tombstone.model.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HotKeySketchTest {
  private static final KeyHasher HASHER = new KeyHasher(7, 8);

  private record Row(long key, KeyInterval interval) {
    boolean holds(long count) {
      return interval.lower() <= count && count <= interval.upper();
    }
  }

  private final HotKeySketch sketch = new HotKeySketch(4_096, 11);
  private final DistinctCounter distinct = new DistinctCounter();
  private final CategoryTotals totals = new CategoryTotals();
  private final Map<Long, Long> truth = new HashMap<>();
  private final Map<Long, Long> keyByHash = new HashMap<>();

  @Test
  void add_fewerKeysThanEntries_exact() {
    for (int round = 0; round < 50; round++) {
      for (long key = 0; key < 1_000; key++) {
        add(key);
      }
    }
    assertThat(rows())
        .hasSize(1_000)
        .allMatch(row -> row.interval().equals(new KeyInterval(50, 50, 50)));
  }

  @Test
  void roundedUp_anyNumber_isNotLessAndTheNextFloatDownIs() {
    SplittableRandom random = new SplittableRandom(17);
    for (int i = 0; i < 100_000; i++) {
      long value = random.nextLong() >>> random.nextInt(1, Long.SIZE);
      float rounded = HotKeySketch.roundedUp(value);
      assertThat((long) rounded).isGreaterThanOrEqualTo(value);
      assertThat(value == 0 || (long) Math.nextDown(rounded) < value).isTrue();
    }
    assertThat((long) HotKeySketch.roundedUp((1 << 24) + 1)).isEqualTo((1 << 24) + 2);
    assertThat((long) HotKeySketch.roundedUp(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void keySummary_largeCounts_neverSaysMoreThanWasSeen() {
    for (long seen = (1L << 24) - 3; seen < (1L << 24) + 8; seen++) {
      for (long error = (1L << 25) - 3; error < (1L << 25) + 8; error++) {
        KeySummary.Entry entry = new KeySummary.Entry(1, 2, 0, error + seen, error, seen);
        KeySummary.Entry kept =
            new KeySummary(new KeySummary.Entry[] {entry}, 0, new CategoryTotals()).entry(0);
        assertThat(kept.count()).isEqualTo(error + seen);
        assertThat(kept.error()).isBetween(error, error + 4);
        assertThat(kept.missed()).isLessThanOrEqualTo(kept.count() - kept.error());
      }
    }
  }

  @Test
  void add_zipfStream_findsTheHottestAndBoundsHold() {
    SplittableRandom random = new SplittableRandom(3);
    double[] sums = zipf(200_000, 1.0);
    for (int i = 0; i < 1_000_000; i++) {
      add(draw(sums, random));
    }
    assertThat(recallAtHundred()).isGreaterThanOrEqualTo(0.99);
    assertThat(intervalCoverage()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void add_floodsOfOneOffKeys_hotKeysSurvive() {
    SplittableRandom random = new SplittableRandom(5);
    double[] sums = zipf(10_000, 1.0);
    long oneOff = 1L << 40;
    for (int i = 0; i < 1_000_000; i++) {
      add(random.nextInt(10) == 0 ? draw(sums, random) : oneOff++);
    }
    for (int i = 0; i < 300_000; i++) {
      add(oneOff++);
    }
    assertThat(recallAtHundred()).isGreaterThanOrEqualTo(0.98);
    assertThat(intervalCoverage()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void add_uniformStream_claimsNoHotKey() {
    SplittableRandom random = new SplittableRandom(9);
    int events = 1_000_000;
    for (int i = 0; i < events; i++) {
      add(random.nextInt(500_000));
    }
    for (Row row : rows()) {
      assertThat(row.interval().lower()).isLessThanOrEqualTo(truth.get(row.key()));
    }
  }

  @Test
  void floor_everySetHasRoom_isZero() {
    add(1);
    assertThat(sketch.floor()).isZero();
  }

  @Test
  void add_sameKeyOtherCategory_anotherEntry() {
    long hash = HASHER.hash("", 1);
    assertThat(sketch.add(hash, 1, 0, false)).isNotEqualTo(sketch.add(hash, 2, 0, true));
    assertThat(sketch.entryOf(hash, 1)).isNotNegative();
    assertThat(sketch.entryOf(hash, 3)).isEqualTo(-1);
    List<Integer> categories = new ArrayList<>();
    sketch.forEach(
        (found, category, shift, count, error, missed) -> {
          assertThat(found).isEqualTo(hash);
          assertThat(missed).isEqualTo(category == 2 ? 1 : 0);
          categories.add(category);
        });
    assertThat(categories).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void add_moreMissesThanAnIntHolds_ratioStays() {
    long hash = HASHER.hash("", 1);
    for (int i = 0; i < 10_000; i++) {
      sketch.add(hash, 0, 20, i % 4 == 0);
    }
    sketch.forEach(
        (found, category, shift, count, error, missed) -> {
          assertThat(count).isEqualTo(10_000L << 20);
          assertThat((double) missed / count).isBetween(0.249, 0.251);
        });
  }

  @Test
  void clear_fullTable_asNew() {
    for (int i = 0; i < 100_000; i++) {
      add(i);
    }
    assertThat(sketch.floor()).isPositive();
    sketch.clear();
    assertThat(sketch.size()).isZero();
    assertThat(sketch.floor()).isZero();
    add(7);
    assertThat(sketch.size()).isEqualTo(1);
  }

  @Test
  void distinct_manyHashes_withinFivePercent() {
    for (long n : new long[] {10, 1_000, 100_000, 1_000_000}) {
      DistinctCounter counter = new DistinctCounter();
      for (long key = 0; key < n; key++) {
        counter.add(HASHER.hash("", key));
        counter.add(HASHER.hash("", key));
      }
      assertThat((double) counter.estimate() / n).isBetween(0.95, 1.05);
    }
  }

  @Test
  void hasher_collidingStrings_differ() {
    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    Set<Long> hashes = new HashSet<>();
    for (String text : List.of("Aa", "BB", "", "A", "AaAa", "BBBB", "AaBB")) {
      hashes.add(HASHER.hash("", text));
    }
    assertThat(hashes).hasSize(7);
    assertThat(new KeyHasher(8, 8).hash("", "Aa")).isNotEqualTo(HASHER.hash("", "Aa"));
  }

  private void add(long key) {
    long hash = HASHER.hash("", key);
    truth.merge(key, 1L, Long::sum);
    keyByHash.putIfAbsent(hash, key);
    sketch.add(hash, 0, 0, false);
    distinct.add(hash);
    totals.add(0, 1);
  }

  private List<Row> rows() {
    KeyMerge merge = new KeyMerge();
    merge.add(KeySummary.of(sketch, totals, sketch.entries()), 1, 0, category -> category);
    return merge.top(sketch.entries(), distinct.estimate()).stream()
        .map(row -> new Row(Objects.requireNonNull(keyByHash.get(row.hash())), row.interval()))
        .toList();
  }

  /** Share of the rows that are right: their true count is at least 0.9 of the hundredth. */
  private double recallAtHundred() {
    long hundredth = truth.values().stream().sorted(Comparator.reverseOrder()).toList().get(99);
    return rows().stream().limit(100).filter(row -> trueCount(row) >= 0.9 * hundredth).count()
        / 100.0;
  }

  private long trueCount(Row row) {
    return Objects.requireNonNull(truth.get(row.key()));
  }

  private double intervalCoverage() {
    List<Row> shown = rows().subList(0, 200);
    return shown.stream().filter(row -> row.holds(trueCount(row))).count() / (double) shown.size();
  }

  private static double[] zipf(int ranks, double exponent) {
    double[] sums = new double[ranks];
    double sum = 0;
    for (int i = 0; i < ranks; i++) {
      sum += Math.pow(i + 1, -exponent);
      sums[i] = sum;
    }
    return sums;
  }

  private static long draw(double[] sums, SplittableRandom random) {
    int found = java.util.Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
    return found < 0 ? -found - 1 : found;
  }
}
