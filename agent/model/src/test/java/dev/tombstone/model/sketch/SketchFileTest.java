package dev.tombstone.model.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SketchFileTest {
  private static final int ROUNDS = 300;

  private final Random random = new Random(7);

  @Test
  void merge_anyFiles_associativeCommutativeIdempotent() {
    for (int round = 0; round < ROUNDS; round++) {
      SketchFile a = SketchFiles.random(random);
      SketchFile b = SketchFiles.random(random);
      SketchFile c = SketchFiles.random(random);
      assertSame(a.merge(b), b.merge(a));
      assertSame(a.merge(b).merge(c), a.merge(b.merge(c)));
      assertSame(a.merge(b).merge(b).merge(a), a.merge(b));
      assertSame(a.merge(new SketchFile(List.of(), Map.of())), a);
    }
  }

  @Test
  void merge_samePaneAtTwoMoments_theLaterCountsOnce() {
    SketchPane.Id id = new SketchPane.Id(new UUID(1, 2), "1m", 1_000);
    SketchFile early = exact(id, 2_000, false, 10);
    SketchFile late = exact(id, 3_000, false, 15);
    SketchFile over = exact(id, 3_000, true, 16);
    assertThat(early.merge(late).panes()).hasSize(1);
    assertThat(late.merge(early).hottest("1m", 5).get(0).interval())
        .isEqualTo(new KeyInterval(15, 15, 15));
    assertThat(over.merge(late).hottest("1m", 5).get(0).interval().estimate()).isEqualTo(16);
  }

  @Test
  void hottest_ofSeveralProcesses_addsUpTheSameKeys() {
    SketchFile one = exact(new SketchPane.Id(new UUID(1, 1), "5m", 0), 1, true, 10);
    SketchFile two = exact(new SketchPane.Id(new UUID(1, 2), "5m", 0), 1, true, 7);
    SketchFile.HotKey hottest = one.merge(two).hottest("5m", 5).get(0);
    assertThat(hottest.interval()).isEqualTo(new KeyInterval(17, 17, 17));
    assertThat(hottest.name()).isEqualTo(new SketchName("hot", "java.lang.String"));
    assertThat(hottest.map()).isEqualTo("java.util.HashMap");
    assertThat(hottest.missRatio()).isZero();
    assertThat(one.merge(two).hottest("1h", 5)).isEmpty();
  }

  @Test
  void hottest_differentKeySpaces_refused() {
    SketchPane.Id id = new SketchPane.Id(new UUID(1, 1), "5m", 0);
    SketchPane other = exact(id, 1, true, 3).panes().get(0);
    SketchPane foreign =
        new SketchPane(
            new SketchPane.Id(new UUID(1, 2), "5m", 0),
            1,
            true,
            SketchFiles.KEY_SPACE + 1,
            0,
            3,
            0,
            other.categories(),
            other.keys(),
            other.distinct(),
            other.frequencies());
    SketchFile both = new SketchFile(List.of(other, foreign), Map.of());
    assertThatThrownBy(() -> both.hottest("5m", 3)).hasMessageContaining("keys.salt");
  }

  @Test
  void hasherOfASalt_sameSaltAndUseSameHashes() {
    assertThat(KeyHasher.of("identity", "a secret").hash("", "k"))
        .isEqualTo(KeyHasher.of("identity", "a secret").hash("", "k"))
        .isNotEqualTo(KeyHasher.of("identity", "another").hash("", "k"))
        .isNotEqualTo(KeyHasher.of("display", "a secret").hash("", "k"));
    assertThat(KeyHasher.wordOf("key space", "a secret"))
        .isEqualTo(KeyHasher.wordOf("key space", "a secret"))
        .isNotEqualTo(KeyHasher.wordOf("key space", "another"));
  }

  private static SketchFile exact(SketchPane.Id id, long end, boolean closed, int deletions) {
    HotKeySketch sketch = new HotKeySketch(16, 1);
    CategoryTotals totals = new CategoryTotals();
    DistinctCounter distinct = new DistinctCounter();
    long hash = new KeyHasher(SketchFiles.KEY_SPACE, 0).hash("", "hot");
    for (int i = 0; i < deletions; i++) {
      sketch.add(hash, 0, 0, false);
      totals.add(0, 1);
      distinct.add(hash);
    }
    SketchPane pane =
        new SketchPane(
            id,
            end,
            closed,
            SketchFiles.KEY_SPACE,
            0,
            deletions,
            0,
            List.of(new SketchCategory("java.util.HashMap", "remove")),
            KeySummary.of(sketch, totals, 16),
            distinct,
            new FrequencySample().freeze());
    return new SketchFile(
        List.of(pane),
        Map.of(
            new SketchName.Key(SketchFiles.KEY_SPACE, hash),
            new SketchName("hot", "java.lang.String")));
  }

  private static void assertSame(SketchFile one, SketchFile other) {
    assertThat(SketchWriter.bytes(one)).isEqualTo(SketchWriter.bytes(other));
  }
}
