package dev.tombstone.hook.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.Part;
import dev.tombstone.hook.watch.IterationHook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopHookTest {
  private final List<String> seen = new ArrayList<>();
  private final Map<Integer, Integer> map = filled(LoopHook.LARGE);

  @BeforeEach
  void observe() {
    // The cell of a thread is found at once from the second time on.
    assertThat(BulkHook.enter()).isZero();
    LoopHook.observe(
        (looped, before, removed, nanos) -> seen.add(removed + " of " + before),
        Part.FIRST_DETECTOR);
    BulkHook.observe((a, b, c, d, e, f, g, h, i) -> {}, Part.FIRST_DETECTOR);
    BulkHook.enter();
    BulkHook.stopObserving();
  }

  @AfterEach
  void stop() {
    LoopHook.stopObserving();
  }

  @Test
  void loop_thatRemoves_isShownWithWhatItVisitedAndRemoved() {
    LoopHook.begins(map);
    removeUpTo(300);
    end();
    assertThat(seen).containsExactly("300 of 1000");
    end();
    assertThat(seen).as("the same end again").hasSize(1);
  }

  @Test
  void loop_thatRemovesNothing_orOverASmallMap_isNotShown() {
    LoopHook.begins(map);
    end();
    map.remove(0);
    LoopHook.begins(map);
    removeUpTo(10);
    end();
    assertThat(seen).isEmpty();
  }

  @Test
  void loop_onAMapThatWasChangedOtherwise_isNotShown() {
    LoopHook.begins(map);
    removeUpTo(10);
    IterationHook.ended(map, 20, 19);
    assertThat(seen).isEmpty();
  }

  @Test
  void loops_withinEachOtherOverOneMap_areNotShown() {
    LoopHook.begins(map);
    LoopHook.begins(map);
    removeUpTo(10);
    end();
    removeUpTo(20);
    end();
    assertThat(seen).isEmpty();
  }

  @Test
  void loop_afterOneThatWasLeftEarly_isNotShownAndTheNextIs() {
    LoopHook.begins(map);
    LoopHook.begins(map);
    map.put(-1, 0);
    map.remove(-1);
    end();
    LoopHook.begins(map);
    removeUpTo(10);
    end();
    assertThat(seen).containsExactly("10 of 1000");
  }

  @Test
  void loop_overAPartOfTheMap_isNotShown() {
    LoopHook.begins(map);
    LoopHook.beginsInPart(map);
    removeUpTo(10);
    end();
    assertThat(seen).isEmpty();
  }

  @Test
  void loopOverAnotherMap_inBetween_hidesTheFirst() {
    LoopHook.begins(map);
    LoopHook.begins(filled(2_000));
    removeUpTo(10);
    end();
    assertThat(seen).isEmpty();
  }

  @Test
  void forgetLoops_loopUnderWay_isNotShown() {
    LoopHook.begins(map);
    removeUpTo(10);
    LoopHook.forgetLoops();
    end();
    assertThat(seen).isEmpty();
  }

  private void removeUpTo(int key) {
    for (int i = 0; i < key; i++) {
      map.remove(i);
    }
  }

  /** As the woven {@code hasNext} does where only its own removals have changed the map. */
  private void end() {
    IterationHook.ended(map, 7, 7);
  }

  private static Map<Integer, Integer> filled(int size) {
    Map<Integer, Integer> map = new HashMap<>();
    for (int i = 0; i < size; i++) {
      map.put(i, i);
    }
    return map;
  }
}
