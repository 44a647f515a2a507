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
