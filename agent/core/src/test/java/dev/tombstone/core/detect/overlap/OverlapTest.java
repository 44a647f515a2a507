package dev.tombstone.core.detect.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.model.operation.Mutation;
import java.lang.StackWalker.StackFrame;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverlapTest {
  private static final StackFrame[] STACK = {};

  private final Map<String, Integer> map = new HashMap<>();
  private final Overlap overlap = new Overlap(mark(1), mark(2));

  @Test
  void seeingOneTakesItsStackLast_isCertainThen() {
    assertThat(overlap.markedExits(true)).isTrue();
    assertThat(overlap.markedFrom(STACK)).isFalse();
    assertThat(overlap.seeingExits(true)).isFalse();
    assertThat(overlap.awaitsSeeingStack()).isTrue();
    assertThat(overlap.seenFrom(STACK)).isTrue();
    assertThat(overlap.awaitsSeeingStack()).isFalse();
  }

  @Test
  void markedOneTakesItsStackLast_isCertainThen() {
    assertThat(overlap.seenFrom(STACK)).isFalse();
    assertThat(overlap.seeingExits(true)).isFalse();
    assertThat(overlap.isOpen()).isTrue();
    assertThat(overlap.markedExits(false)).isTrue();
    assertThat(overlap.markedFrom(STACK)).isTrue();
  }

  @Test
  void structureChangesLast_isCertainThen_andToOneThreadOnly() {
    assertThat(overlap.seenFrom(STACK)).isFalse();
    assertThat(overlap.markedExits(false)).isTrue();
    assertThat(overlap.markedFrom(STACK)).isFalse();
    assertThat(overlap.seeingExits(true)).isTrue();
    assertThat(overlap.markedFrom(STACK)).isFalse();
  }

  @Test
  void structureNeverChanges_noStackIsWorthAWalk() {
    assertThat(overlap.seenFrom(STACK)).isFalse();
    assertThat(overlap.seeingExits(false)).isFalse();
    assertThat(overlap.markedExits(false)).isFalse();
    assertThat(overlap.awaitsSeeingStack()).isFalse();
  }

  @Test
  void seeingOneLeavesFirstWithoutAStack_markedOnesIsNotWorthAWalk() {
    assertThat(overlap.seeingExits(true)).isFalse();
    assertThat(overlap.isOpen()).isFalse();
    assertThat(overlap.markedExits(true)).isFalse();
  }

  @Test
  void markedOneNeverExits_isNeverCertain() {
    assertThat(overlap.seenFrom(STACK)).isFalse();
    assertThat(overlap.seeingExits(true)).isFalse();
    assertThat(overlap.awaitsSeeingStack()).isFalse();
  }

  private Mark mark(long token) {
    return new Mark(
        map, Thread.currentThread(), token, Mutation.REMOVE.ordinal(), String.class, null);
  }
}
