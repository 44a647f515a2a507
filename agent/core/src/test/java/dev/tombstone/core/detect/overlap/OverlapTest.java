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
  private final Overlap overlap = new Overlap(announcement(1), announcement(2));

  @Test
  void seeingOneTakesItsStackLast_isCertainThen() {
    assertThat(overlap.announcedExits(true)).isTrue();
    assertThat(overlap.announcedFrom(STACK)).isFalse();
    assertThat(overlap.seeingExits(true)).isFalse();
    assertThat(overlap.awaitsSeeingStack()).isTrue();
    assertThat(overlap.seenFrom(STACK)).isTrue();
    assertThat(overlap.awaitsSeeingStack()).isFalse();
  }

  @Test
  void announcedOneTakesItsStackLast_isCertainThen() {
    assertThat(overlap.seenFrom(STACK)).isFalse();
    assertThat(overlap.seeingExits(true)).isFalse();
    assertThat(overlap.isOpen()).isTrue();
    assertThat(overlap.announcedExits(false)).isTrue();
    assertThat(overlap.announcedFrom(STACK)).isTrue();
  }

  @Test
  void structureChangesLast_isCertainThen_andToOneThreadOnly() {
    assertThat(overlap.seenFrom(STACK)).isFalse();
    assertThat(overlap.announcedExits(false)).isTrue();
    assertThat(overlap.announcedFrom(STACK)).isFalse();
    assertThat(overlap.seeingExits(true)).isTrue();
    assertThat(overlap.announcedFrom(STACK)).isFalse();
  }

  @Test
  void structureNeverChanges_noStackIsWorthAWalk() {
    assertThat(overlap.seenFrom(STACK)).isFalse();
    assertThat(overlap.seeingExits(false)).isFalse();
    assertThat(overlap.announcedExits(false)).isFalse();
    assertThat(overlap.awaitsSeeingStack()).isFalse();
  }

  @Test
  void seeingOneLeavesFirstWithoutAStack_announcedOnesIsNotWorthAWalk() {
    assertThat(overlap.seeingExits(true)).isFalse();
    assertThat(overlap.isOpen()).isFalse();
    assertThat(overlap.announcedExits(true)).isFalse();
  }

  @Test
  void announcedOneNeverExits_isNeverCertain() {
    assertThat(overlap.seenFrom(STACK)).isFalse();
    assertThat(overlap.seeingExits(true)).isFalse();
    assertThat(overlap.awaitsSeeingStack()).isFalse();
  }

  private Announcement announcement(long token) {
    return new Announcement(
        map, Thread.currentThread(), token, Mutation.REMOVE.ordinal(), String.class, null);
  }
}
