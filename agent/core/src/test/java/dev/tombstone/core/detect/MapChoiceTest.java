package dev.tombstone.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MapChoiceTest {
  private static final long SECOND = 1_000_000_000L;

  private final Set<Integer> turns = new HashSet<>();
  private int shift;
  private int settings;
  private final MapChoice choice = new MapChoice(this::set);

  @Test
  void tick_fewOperations_allMapsAllTheTime() {
    for (int second = 1; second < 20; second++) {
      choice.tick(second * SECOND, second * MapChoice.BUDGET / 2);
    }
    assertThat(choice.shift()).isZero();
    assertThat(settings).isZero();
  }

  @Test
  void tick_manyOperations_fewerMapsButEachInTurn() {
    long observed = 0;
    for (int second = 1; second < 40; second++) {
      observed += 6 * MapChoice.BUDGET >> choice.shift();
      choice.tick(second * SECOND, observed);
    }
    assertThat(choice.shift()).isBetween(2, 4);
    assertThat(shift).isEqualTo(choice.shift());
    assertThat(turns).hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void tick_calmAgain_allMaps() {
    choice.tick(SECOND, MapChoice.BUDGET * 100);
    assertThat(choice.shift()).isEqualTo(7);
    for (int second = 2; second < 12; second++) {
      choice.tick(second * SECOND, MapChoice.BUDGET * 100);
    }
    assertThat(shift).isZero();
  }

  private void set(int newShift, int turn) {
    shift = newShift;
    turns.add(turn & ((1 << newShift) - 1));
    settings++;
  }
}
