package dev.tombstone.demo.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ZipfTest {
  private static final int DRAWS = 1_000_000;

  @Test
  void next_manyDraws_followTheLaw() {
    Zipf zipf = new Zipf(100_000, 1.3, new SplittableRandom(1));
    int[] counts = new int[100_001];
    for (int i = 0; i < DRAWS; i++) {
      counts[zipf.next()]++;
    }
    assertThat(counts[0]).isZero();
    for (int rank : new int[] {1, 2, 3, 10, 100}) {
      assertThat(counts[rank] / (DRAWS * zipf.probability(rank))).isBetween(0.85, 1.15);
    }
    assertThat(zipf.probability(1) / zipf.probability(10)).isBetween(19.9, 20.0);
  }

  @Test
  void mix_manyOperations_65To22To13() {
    OperationMix mix = new OperationMix(1);
    Map<Character, Integer> counts = new HashMap<>();
    for (int i = 0; i < DRAWS; i++) {
      counts.merge(mix.next().charAt(0), 1, Integer::sum);
    }
    assertThat(counts.getOrDefault('R', 0) / (double) DRAWS).isBetween(0.645, 0.655);
    assertThat(counts.getOrDefault('D', 0) / (double) DRAWS).isBetween(0.215, 0.225);
    assertThat(counts.getOrDefault('W', 0) / (double) DRAWS).isBetween(0.125, 0.135);
  }
}
