package dev.tombstone.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.model.sketch.HotKeySketch;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What comes again within a batch is counted to the last event. */
class KeyBatchTest {
  private static final int ENTRIES = 16_384;

  private final KeyBatch batch = new KeyBatch();
  private final HotKeySketch sketch = new HotKeySketch(ENTRIES, 5);

  /** Key, category and shift of an event. */
  private record Kind(long hash, int category, int shift) {}

  @Test
  void repeatedKeys_ofSeveralCategoriesAndRatios_countedAsOneByOne() {
    SplittableRandom random = new SplittableRandom(3);
    Map<Kind, Integer> times = new HashMap<>();
    HotKeySketch oneByOne = new HotKeySketch(ENTRIES, 5);
    for (int i = 0; i < 50_000; i++) {
      int shift = random.nextInt(3);
      int category = random.nextInt(2);
      // Half of them differ from others in a bit only that chooses no place.
      long hash =
          new SplittableRandom(random.nextInt(400)).nextLong()
              ^ (random.nextBoolean() ? 0 : Long.MIN_VALUE);
      boolean miss = random.nextInt(5) == 0;
      oneByOne.add(hash, category, shift, miss);
      Kind kind = new Kind(hash, category, shift);
      if (batch.isFull()) {
        takeIn(times);
      }
      int known = times.merge(kind, 1, Integer::sum);
      assertThat(batch.addKey(hash, category, shift, miss)).isEqualTo(known);
    }
    takeIn(times);
    assertThat(counts(sketch)).isEqualTo(counts(oneByOne)).hasSizeGreaterThan(1_000);
  }

  /** In a table of keys that have come before, as one by one: each event has a chance. */
  @Test
  void burstOfANewKey_inAFullTable_isLetInAsOneByOne() {
    int trials = 2_000;
    int letIn = 0;
    int letInOneByOne = 0;
    for (int trial = 0; trial < trials; trial++) {
      HotKeySketch batched = full(trial);
      HotKeySketch single = full(trial);
      long burst = -1L - trial;
      for (int event = 0; event < 20; event++) {
        batch.addKey(burst, 1, 0, false);
        single.add(burst, 1, 0, false);
      }
      batch.addTo(batched, 0);
      batch.clear();
      letIn += batched.entryOf(burst, 1) >= 0 ? 1 : 0;
      letInOneByOne += single.entryOf(burst, 1) >= 0 ? 1 : 0;
    }
    assertThat(letIn).isEqualTo(letInOneByOne).isGreaterThan(trials * 99 / 100);
  }

  /** Each entry has come twice. */
  private static HotKeySketch full(long seed) {
    HotKeySketch full = new HotKeySketch(HotKeySketch.WAYS, seed);
    for (int key = 1; full.floor() < 2; key++) {
      long hash = new SplittableRandom(key).nextLong();
      full.add(hash, 1, 0, 2, 0);
    }
    return full;
  }

  @Test
  void clearedBatch_knowsNothing() {
    batch.addKey(7, 1, 0, false);
    batch.addKey(7, 1, 0, false);
    batch.clear();
    assertThat(batch.isEmpty()).isTrue();
    assertThat(batch.addKey(7, 1, 0, true)).isEqualTo(1);
  }

  private void takeIn(Map<Kind, Integer> times) {
    assertThat(batch.size()).isEqualTo(times.size());
    for (int key = 0; key < batch.size(); key++) {
      batch.addTo(sketch, key);
    }
    batch.clear();
    times.clear();
  }

  private static Map<String, String> counts(HotKeySketch sketch) {
    Map<String, String> counts = new HashMap<>();
    sketch.forEach(
        (hash, category, shift, count, error, missed) ->
            counts.put(hash + "/" + category, shift + " " + count + " " + error + " " + missed));
    return counts;
  }
}
