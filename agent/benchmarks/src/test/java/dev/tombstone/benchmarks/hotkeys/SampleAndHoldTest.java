package dev.tombstone.benchmarks.hotkeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.model.sketch.HotKeySketch;
import org.junit.jupiter.api.Test;

class SampleAndHoldTest {
  private final HotKeySketch sketch = new HotKeySketch(HotKeySketch.WAYS, 1);
  private final SampleAndHold holding = new SampleAndHold(sketch);

  @Test
  void add_keyInTheTable_everyEventCounts() {
    long hash = 0x5692161D100B05E5L;
    assertThat(holding.add(hash, 0, 7, false, false)).isEqualTo(-1);
    int entry = holding.add(hash, 0, 7, true, false);
    for (int i = 0; i < 1_000; i++) {
      assertThat(holding.add(hash, 0, 7, false, false)).isEqualTo(entry);
    }
    sketch.forEach(
        (found, category, shift, count, error, missed) -> {
          assertThat(count - error).isEqualTo(1_001);
          assertThat(error).isEqualTo(127);
          assertThat(shift).isZero();
        });
  }
}
