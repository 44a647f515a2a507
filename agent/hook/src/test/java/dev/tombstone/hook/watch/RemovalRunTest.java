package dev.tombstone.hook.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RemovalRunTest {
  private final Object map = new Object();
  private final RemovalRun run = new RemovalRun();

  @Test
  void ownOf_removalsInARow_explainsTheChangesBetween() {
    run.add(map, 11);
    run.add(map, 12);
    run.add(map, 13);
    assertThat(run.ownOf(map, 10, 13)).isEqualTo(3);
    assertThat(run.ownOf(map, 11, 13)).isEqualTo(2);
    assertThat(run.ownOf(map, 5, 20)).isEqualTo(3);
    assertThat(run.ownOf(map, 13, 20)).isZero();
  }

  @Test
  void ownOf_anotherChangeBetween_explainsWhatFollowsItOnly() {
    run.add(map, 11);
    run.add(map, 13);
    assertThat(run.ownOf(map, 10, 13)).isEqualTo(1);
  }

  @Test
  void ownOf_anotherMapOrForgotten_explainsNothing() {
    run.add(map, 11);
    assertThat(run.ownOf(new Object(), 10, 11)).isZero();
    assertThat(run.isOf(map)).isTrue();
    run.forget();
    assertThat(run.isOf(map)).isFalse();
    assertThat(run.ownOf(map, 10, 11)).isZero();
  }

  @Test
  void ownOf_countThatWrapsAround_isRight() {
    run.add(map, Integer.MAX_VALUE);
    run.add(map, Integer.MIN_VALUE);
    assertThat(run.ownOf(map, Integer.MAX_VALUE - 1, Integer.MIN_VALUE)).isEqualTo(2);
  }

  @Test
  void movedBefore_entriesThatCrossedTheIndex_areCounted() {
    run.add(map, 11);
    run.moved(map, 20, 4);
    run.add(map, 12);
    run.moved(map, 30, 25);
    assertThat(run.movedBefore(map, 10, 10)).isEqualTo(1);
    assertThat(run.movedBefore(map, 11, 10)).isZero();
    assertThat(run.movedBefore(map, 10, 26)).isEqualTo(1);
  }

  @Test
  void movedBefore_movedBehindOrLost_isUnknown() {
    run.add(map, 11);
    run.moved(map, 4, 20);
    assertThat(run.movedBefore(map, 10, 10)).isEqualTo(IterationObserver.UNKNOWN);
    run.add(map, 21);
    run.losesMoves(map);
    assertThat(run.movedBefore(map, 20, 10)).isEqualTo(IterationObserver.UNKNOWN);
    assertThat(run.movedBefore(new Object(), 20, 10)).isEqualTo(IterationObserver.UNKNOWN);
  }

  @Test
  void movedBefore_moreMovesThanThereIsRoomFor_isUnknown() {
    run.add(map, 11);
    for (int i = 0; i < 100; i++) {
      run.moved(map, 20, 4);
    }
    assertThat(run.movedBefore(map, 10, 10)).isEqualTo(IterationObserver.UNKNOWN);
  }
}
