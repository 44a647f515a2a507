package dev.tombstone.model.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Streams made by somebody who wants the hot keys to be wrong. */
class SketchAdversaryTest {
  private static final int ENTRIES = 2_048;
  private static final int SETS = ENTRIES / HotKeySketch.WAYS;

  private final HotKeySketch sketch = new HotKeySketch(ENTRIES, 5);
  private final CategoryTotals totals = new CategoryTotals();

  @Test
  void floodOfFreshKeys_withoutTheSeed_doesNotEvictAHotKey() {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      add(hashOfVictim(), 1);
    }
    for (int i = 0; i < 5_000_000; i++) {
      add(random.nextLong(), 1);
    }
    KeyMerge merge = merged();
    assertThat(merge.top(1, 5_000_000).get(0).hash()).isEqualTo(hashOfVictim());
    assertThat(merge.top(1, 5_000_000).get(0).interval())
        .isEqualTo(new KeyInterval(2_000, 2_000, 2_000));
  }

  @Test
  void fullSet_byOneWhoKnowsTheHashes_hidesAKeyButNoBoundIsWrong() {
    int victims = 5_000;
    for (int round = 0; round < 10_000; round++) {
      for (int attacker = 1; attacker <= 4 * HotKeySketch.WAYS; attacker++) {
        add(hashInTheVictimsSet(attacker), 1);
      }
      if (round < victims) {
        add(hashOfVictim(), 1);
      }
    }
    KeyMerge merge = merged();
    List<KeyMerge.Row> rows = merge.top(ENTRIES, 100);
    long upperOfVictim =
        rows.stream()
            .filter(row -> row.hash() == hashOfVictim())
            .map(row -> row.interval().upper())
            .findFirst()
            .orElse((long) merge.unseenMost());
    assertThat(upperOfVictim).isGreaterThanOrEqualTo(victims);
    for (KeyMerge.Row row : rows) {
      if (row.hash() != hashOfVictim()) {
        assertThat(row.interval().lower()).isLessThanOrEqualTo(10_000);
        assertThat(row.interval().upper()).isGreaterThanOrEqualTo(10_000);
      }
    }
  }

  @Test
  void fullSet_keysOfOtherSets_stayExact() {
    for (int attacker = 1; attacker <= 1_000; attacker++) {
      add(hashInTheVictimsSet(attacker), 1);
    }
    long bystander = hashOfVictim() ^ (1L << 20);
    add(bystander, 1);
    assertThat(sketch.entryOf(bystander, 0)).isNotNegative();
    sketch.forEach(
        (hash, category, shift, count, error, missed) -> {
          if (hash == bystander) {
            assertThat(count).isEqualTo(1);
            assertThat(error).isZero();
          }
        });
  }

  private static long hashOfVictim() {
    return hashInTheVictimsSet(0);
  }

  /** All bits but those that choose the set are the key's number. */
  private static long hashInTheVictimsSet(int key) {
    return KeyHasher.mix(key) & ~((SETS - 1L) << 20);
  }

  private void add(long hash, int weight) {
    sketch.add(hash, 0, 0, false);
    totals.add(0, weight);
  }

  private KeyMerge merged() {
    KeyMerge merge = new KeyMerge();
    merge.add(KeySummary.of(sketch, totals, ENTRIES), 1, 0, category -> 0);
    return merge;
  }
}
