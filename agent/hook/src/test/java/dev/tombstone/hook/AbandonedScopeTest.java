package dev.tombstone.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scopes that nobody could close. */
class AbandonedScopeTest {
  private static final int REMOVE = OperationCode.REMOVE;
  private static final int REMOVE_IF = OperationCode.REMOVE_IF;
  private static final int NESTED = 9;

  private final Map<String, String> map = new Other<>();

  private static final class Other<K, V> extends HashMap<K, V> {
    private static final long serialVersionUID = 1L;
  }

  @BeforeEach
  void start() {
    RecordingControl.setCounting(true);
  }

  @AfterEach
  void stop() {
    RecordingControl.setCounting(false);
  }

  @Test
  void pop_atTheEndOfTheStack_leavesNoScopeOpen() {
    for (int nested = 1; nested <= NESTED; nested++) {
      ScopeStack scopes = ScopeStack.NOT_OPENED;
      for (int i = 0; i < nested; i++) {
        scopes = OperationScope.pushRemoval("key", i % 2 == 0 ? map : new Other<>(), REMOVE_IF);
      }
      assertThat(scopes.level).isEqualTo(nested);
      for (int level = nested; level > 0; level--) {
        popAtTheEndOfTheStack(scopes, level);
      }
      assertThatRemovalsAreRemovals();
    }
  }

  @Test
  void abandoned_mark_closesTheScopeAndThoseWithin() {
    ScopeStack outer = OperationScope.pushRemoval("key", map, REMOVE_IF);
    int level = outer.level;
    ScopeStack inner = OperationScope.pushRemoval("key", new Other<>(), REMOVE_IF);
    inner.abandoned = inner.level;
    outer.abandoned = level;
    assertThatRemovalsAreRemovals();
    assertThat(outer.level).isZero();
    assertThat(outer.abandoned).isZero();
  }

  @Test
  void push_withinOneOfTheSameMap_opensNone() {
    ScopeStack outer = OperationScope.pushRemoval("key", map, REMOVE_IF);
    ScopeStack inner = OperationScope.pushRemoval("key", map, REMOVE);
    assertThat(inner.level).isZero();
    OperationScope.pop(inner, inner.level);
    assertThat(outer.level).isEqualTo(1);
    OperationScope.pop(outer, 1);
  }

  @Test
  void abandoned_innerOnly_outerStaysOpen() {
    ScopeStack outer = OperationScope.pushRemoval("key", map, REMOVE_IF);
    ScopeStack inner = OperationScope.pushRemoval("key", new Other<>(), REMOVE_IF);
    inner.abandoned = inner.level;
    MapCounters counters = CounterTable.of(map.getClass());
    long before = counters.removed(REMOVE_IF);
    Removals.hit(map);
    assertThat(counters.removed(REMOVE_IF) - before).isEqualTo(1);
    OperationScope.pop(outer, 1);
    assertThatRemovalsAreRemovals();
  }

  /** Closes as woven code does, with less and less stack until there is none for it. */
  private static void popAtTheEndOfTheStack(ScopeStack scope, int level) {
    try {
      popAtTheEndOfTheStack(scope, level);
    } catch (StackOverflowError end) {
      try {
        OperationScope.pop(scope, level);
      } catch (StackOverflowError noRoom) {
        scope.abandoned = level;
      }
    }
  }

  private void assertThatRemovalsAreRemovals() {
    MapCounters counters = CounterTable.of(map.getClass());
    long removed = counters.removed(REMOVE);
    long missed = counters.missed(REMOVE);
    Removals.hit(map);
    Removals.miss(map);
    assertThat(counters.removed(REMOVE) - removed).isEqualTo(1);
    assertThat(counters.missed(REMOVE) - missed).isEqualTo(1);
  }
}
