package dev.tombstone.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.Mutation;
import java.lang.StackWalker.StackFrame;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverlapTest {
  private static final StackFrame[] STACK = {};

  private final Map<String, Integer> map = new HashMap<>();
  private final Overlap overlap = new Overlap(mark(1), mark(2));

  @Test
  void add_markedOneExitsWhileTheOtherTakesItsStack_isCertainOnceThatIsThere() {
    assertThat(overlap.markedExits(STACK, true)).isFalse();
    assertThat(overlap.seenFrom(STACK)).isTrue();
    assertThat(overlap.seeingExits(true)).isFalse();
  }

  @Test
  void add_structureChangesLast_isCertainThen() {
    assertThat(overlap.seenFrom(STACK)).isFalse();
    assertThat(overlap.markedExits(STACK, false)).isFalse();
    assertThat(overlap.seeingExits(false)).isFalse();
    assertThat(overlap.seeingExits(true)).isTrue();
  }

  @Test
  void add_markedOneNeverExits_isNeverCertain() {
    assertThat(overlap.seenFrom(STACK)).isFalse();
    assertThat(overlap.seeingExits(true)).isFalse();
  }

  private Mark mark(long token) {
    return new Mark(
        map, Thread.currentThread(), token, Mutation.REMOVE.ordinal(), "key", null, null);
  }
}
