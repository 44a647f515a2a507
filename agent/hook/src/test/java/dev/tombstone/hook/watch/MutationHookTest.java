package dev.tombstone.hook.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.jdk.MapInternals;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which maps the hook shows to an observer. */
class MutationHookTest {
  private static final int INSERT = 0;
  private static final int PARTS = 8;

  @BeforeEach
  void observe() {
    MutationHook.observe(new FollowsAll());
  }

  @AfterEach
  void stop() {
    MutationHook.stopObserving();
  }

  @Test
  void enter_mapThatHardlyChanged_isLeftAloneIfNotWanted() {
    assertThat(isShown(new HashMap<>())).isTrue();
    MutationHook.choose(0, 0, false);
    for (Map<String, Integer> map :
        List.of(
            new HashMap<String, Integer>(),
            new LinkedHashMap<String, Integer>(),
            new TreeMap<String, Integer>(),
            new WeakHashMap<String, Integer>(),
            new IdentityHashMap<String, Integer>())) {
      for (int change = 0; change <= 31; change += 2) {
        assertThat(isShown(map)).as("%s after %s", map.getClass(), change).isFalse();
        map.put("key", 1);
        map.remove("key");
      }
      assertThat(isShown(map)).as("%s", map.getClass()).isTrue();
    }
  }

  @Test
  void enter_enumMap_isShownFromTheStart() {
    MutationHook.choose(0, 0, false);
    assertThat(isShown(new EnumMap<TimeUnit, Integer>(TimeUnit.class))).isTrue();
  }

  @Test
  void enter_mapOfOneThread_isLeftAloneUntilAnotherComes() throws InterruptedException {
    Map<String, Integer> map = grown();
    int shown = 0;
    while (isShown(map)) {
      shown++;
    }
    assertThat(shown).isBetween(1, 16);
    Thread other = new Thread(() -> isShown(map));
    other.start();
    other.join();
    assertThat(isShown(map)).isTrue();
  }

  @Test
  void choose_partOfTheMaps_eachMapIsShownInOneTurn() {
    List<Map<String, Integer>> maps = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      maps.add(grown());
    }
    int[] turnsShown = new int[maps.size()];
    for (int turn = 0; turn < PARTS; turn++) {
      MutationHook.choose(3, turn + 4 * PARTS, turn % 2 == 0);
      int shown = 0;
      for (int i = 0; i < maps.size(); i++) {
        if (isShown(maps.get(i))) {
          shown++;
          turnsShown[i]++;
        }
      }
      assertThat(shown).isBetween(60, 190);
    }
    assertThat(turnsShown).containsOnly(1);
  }

  @Test
  void choose_withoutYoungMaps_everyCountOfChangesHasItsTurn() {
    Map<String, Integer> map = grown();
    for (int change = 0; change < 8; change++) {
      int shown = 0;
      for (int turn = 0; turn < 4; turn++) {
        MutationHook.choose(0, turn, false);
        shown += isShown(map) ? 1 : 0;
      }
      assertThat(shown).isEqualTo(1);
      map.put("change " + change, change);
    }
  }

  @Test
  void choose_afterStop_showsNothing() {
    MutationHook.stopObserving();
    MutationHook.choose(0, 0, true);
    assertThat(isShown(grown())).isFalse();
  }

  @Test
  void observed_shownOperations_areCounted() {
    long before = MutationHook.observed();
    assertThat(isShown(grown())).isTrue();
    assertThat(MutationHook.observed() - before).isEqualTo(1);
  }

  @Test
  void pause_untilChosenAgain_showsNothing() {
    MutationHook.pause();
    assertThat(isShown(grown())).isFalse();
    MutationHook.choose(0, 0, true);
    assertThat(isShown(grown())).isTrue();
  }

  @Test
  void count_upToMost_thenShowsWhatWasChosen() {
    MutationHook.choose(0, 0, false);
    MutationHook.count(100);
    for (int i = 0; i < 100; i++) {
      assertThat(isShown(grown())).isFalse();
    }
    assertThat(isShown(grown())).isTrue();
    assertThat(isShown(new HashMap<>())).isFalse();
    assertThat(MutationHook.operationsPerSecond()).isPositive();
  }

  @Test
  void operationsPerSecond_askedBeforeMost_endsTheCount() throws InterruptedException {
    MutationHook.count(1_000_000);
    Runnable fifty =
        () -> {
          for (int i = 0; i < 50; i++) {
            isShown(grown());
          }
        };
    fifty.run();
    Thread other = new Thread(fifty);
    other.start();
    other.join();
    long began = System.nanoTime();
    Thread.sleep(10);
    long perSecond = MutationHook.operationsPerSecond();
    long atLeastNanos = 10_000_000;
    assertThat(perSecond).isBetween(1L, 100 * 1_000_000_000L / atLeastNanos);
    assertThat(System.nanoTime() - began).isGreaterThan(atLeastNanos);
    assertThat(isShown(grown())).isTrue();
  }

  @Test
  void operationsPerSecond_nothingCounted_isZero() {
    MutationHook.count(10);
    assertThat(MutationHook.operationsPerSecond()).isZero();
  }

  @Test
  void choose_whileCounting_endsTheCount() {
    MutationHook.count(10);
    MutationHook.choose(0, 0, true);
    assertThat(isShown(grown())).isTrue();
  }

  @Test
  void count_afterStop_showsNothing() {
    MutationHook.stopObserving();
    MutationHook.count(1);
    isShown(grown());
    assertThat(isShown(grown())).isFalse();
  }

  @Test
  void warmUp_showsNothingAndChangesNoChoice() {
    MutationHook.stopObserving();
    MutationHook.observe(new FollowsAll());
    MutationHook.pause();
    MutationHook.warmUp(grown(), new TreeMap<>());
    assertThat(isShown(grown())).isFalse();
  }

  /** A map that is no longer young. */
  private static Map<String, Integer> grown() {
    Map<String, Integer> map = new HashMap<>();
    for (int i = 0; i <= MapInternals.YOUNG; i++) {
      map.put("grown " + i, i);
    }
    return map;
  }

  private static boolean isShown(Object map) {
    long token = MutationHook.enter(map, "key", null, INSERT);
    MutationHook.exit(token);
    return token != 0;
  }

  private static final class FollowsAll implements MutationObserver {
    @Override
    public long entered(
        Object map, @Nullable Object key, @Nullable Object value, int mutation, long serial) {
      return serial;
    }

    @Override
    public void exited(long token) {}
  }
}
