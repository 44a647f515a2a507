package dev.tombstone.benchmarks.attack.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.benchmarks.attack.outcome.Model.Rate;
import org.junit.jupiter.api.Test;

class MoreOftenTest {
  @Test
  void than_manyMore_true() {
    assertThat(MoreOften.than(new Rate(12, 16_000), new Rate(120, 16_000))).isTrue();
    assertThat(MoreOften.than(new Rate(0, 16_000), new Rate(18, 16_000))).isTrue();
  }

  @Test
  void than_fewMoreOrFewer_false() {
    assertThat(MoreOften.than(new Rate(0, 16_000), new Rate(4, 16_000))).isFalse();
    assertThat(MoreOften.than(new Rate(100, 16_000), new Rate(110, 16_000))).isFalse();
    assertThat(MoreOften.than(new Rate(100, 16_000), new Rate(0, 16_000))).isFalse();
    assertThat(MoreOften.than(new Rate(0, 100), new Rate(0, 100))).isFalse();
  }

  @Test
  void than_moreTries_allowsForThem() {
    assertThat(MoreOften.than(new Rate(10, 1_000), new Rate(100, 10_000))).isFalse();
    assertThat(MoreOften.than(new Rate(100, 10_000), new Rate(100, 1_000))).isTrue();
  }

  @Test
  void than_nothingToCompareWith_false() {
    assertThat(MoreOften.than(new Rate(0, 0), new Rate(50, 100))).isFalse();
  }

  @Test
  void than_whatNeverHappensBare_onceIsTooOften() {
    assertThat(MoreOften.than("never-broken", new Rate(0, 100), new Rate(1, 100))).isTrue();
    assertThat(MoreOften.than("never-broken", new Rate(1, 100), new Rate(1, 100))).isFalse();
    assertThat(MoreOften.than("broken", new Rate(0, 100), new Rate(1, 100))).isFalse();
  }
}
