package dev.tombstone.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.Mutation;
import dev.tombstone.hook.MutationHook;
import dev.tombstone.hook.MutationObserver;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which maps the hook shows to an observer. */
class WatchedMapsTest {
  private static final int INSERT = Mutation.INSERT.ordinal();
  private static final int PARTS = 8;

  private final SteppedThread other = new SteppedThread("other", new ByTheHook());

  @BeforeEach
  void observe() {
    MutationHook.observe(new FollowsAll());
  }

  @AfterEach
  void stop() {
    MutationHook.stopObserving();
    other.close();
  }

  @Test
  void enter_mapThatHardlyChanged_isLeftAlone() {
    for (Map<String, Integer> map :
        List.of(
            new HashMap<String, Integer>(),
            new LinkedHashMap<String, Integer>(),
            new TreeMap<String, Integer>(),
            new WeakHashMap<String, Integer>(),
            new IdentityHashMap<String, Integer>())) {
      for (int change = 0; change <= 31; change++) {
        assertThat(isShown(map)).as("%s after %s", map.getClass(), change).isFalse();
        map.put("key", 1);
        map.remove("key");
        change++;
      }
      assertThat(isShown(map)).as("%s", map.getClass()).isTrue();
    }
  }

  @Test
  void enter_enumMap_isShownFromTheStart() {
    assertThat(isShown(new EnumMap<Mutation, Integer>(Mutation.class))).isTrue();
  }

  @Test
  void enter_mapOfOneThread_isLeftAloneUntilAnotherComes() {
    Map<String, Integer> map = Maps.grown(new HashMap<>());
    int shown = 0;
    while (isShown(map)) {
      shown++;
    }
    assertThat(shown).isBetween(1, 16);
    other.enter(map, Mutation.INSERT).exit();
    assertThat(isShown(map)).isTrue();
  }

  @Test
  void choose_partOfTheMaps_eachMapIsShownInOneTurn() {
    List<Map<String, Integer>> maps = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      maps.add(Maps.grown(new HashMap<>()));
    }
    int[] turnsShown = new int[maps.size()];
    for (int turn = 0; turn < PARTS; turn++) {
      MutationHook.choose(3, turn + PARTS);
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
  void choose_afterStop_showsNothing() {
    MutationHook.stopObserving();
    MutationHook.choose(0, 0);
    assertThat(isShown(Maps.grown(new HashMap<>()))).isFalse();
  }

  @Test
  void observed_shownOperations_areCounted() {
    long before = MutationHook.observed();
    assertThat(isShown(Maps.grown(new HashMap<>()))).isTrue();
    assertThat(MutationHook.observed() - before).isEqualTo(1);
  }

  private static boolean isShown(Object map) {
    long token = MutationHook.enter(map, "key", null, INSERT);
    MutationHook.exit(token, map, INSERT);
    return token != 0;
  }

  private static final class FollowsAll implements MutationObserver {
    @Override
    public long entered(
        Object map, @Nullable Object key, @Nullable Object value, int mutation, long serial) {
      return serial;
    }

    @Override
    public void exited(long token, Object map, int mutation) {}
  }
}
