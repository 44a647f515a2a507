package dev.tombstone.hook.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.jdk.MapInternals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IterationHookTest {
  private final List<String> seen = new ArrayList<>();
  private final Map<String, String> map = new HashMap<>(Map.of("a", "1", "b", "2", "c", "3"));
  private int expected;

  @BeforeEach
  void observe() {
    IterationHook.observe(new Notes());
    expected = MapInternals.structure(map);
  }

  @AfterEach
  void stop() {
    IterationHook.stopObserving();
  }

  @Test
  void failed_afterOwnRemovals_saysHowMany() {
    remove("a");
    remove("b");
    IterationHook.failed(map, expected);
    assertThat(seen).containsExactly("failed: 2 of 2, alone, nobody else");
  }

  @Test
  void failed_afterAnotherThreadsRemoval_namesIt() throws InterruptedException {
    Thread other = new Thread(() -> remove("a"), "other");
    other.start();
    other.join();
    IterationHook.failed(map, expected);
    assertThat(seen).containsExactly("failed: 0 of 1, not alone, other");
  }

  @Test
  void failed_unchangedOrUnknownMap_saysNothing() {
    IterationHook.failed(map, expected);
    IterationHook.failed(null, expected);
    IterationHook.failed("no map", expected);
    assertThat(seen).isEmpty();
  }

  @Test
  void ended_onAChangedMap_saysSo() {
    IterationHook.ended(map, expected, expected);
    assertThat(seen).isEmpty();
    remove("a");
    IterationHook.ended(map, MapInternals.structure(map), expected);
    assertThat(seen).containsExactly("ended: 1 of 1, alone, nobody else, skipped -1");
  }

  @Test
  void removed_withinTheAllowance_isShown() {
    IterationHook.allowSightings(2);
    remove("a");
    remove("b");
    remove("c");
    assertThat(seen).containsExactly("removed", "removed");
  }

  @Test
  void stopObserving_whateverHappens_saysNothing() {
    IterationHook.stopObserving();
    IterationHook.allowSightings(1);
    remove("a");
    IterationHook.failed(map, expected);
    IterationHook.ended(map, MapInternals.structure(map), expected);
    assertThat(seen).isEmpty();
    IterationHook.allowSightings(0);
  }

  /** As a woven removal does. */
  private void remove(String key) {
    map.remove(key);
    IterationHook.removed(map, MapInternals.structure(map));
  }

  private final class Notes implements IterationObserver {
    @Override
    public boolean removed(Object changed, int modCount) {
      seen.add("removed");
      return true;
    }

    @Override
    public void failed(Object changed, MapChanges changes) {
      seen.add("failed: " + text(changes));
    }

    @Override
    public void ended(Object changed, MapChanges changes, int skipped) {
      seen.add("ended: " + text(changes) + ", skipped " + skipped);
    }

    private static String text(MapChanges changes) {
      Thread other = changes.other();
      return changes.own()
          + " of "
          + changes.all()
          + (changes.alone() ? ", alone, " : ", not alone, ")
          + (other == null ? "nobody else" : other.getName());
    }
  }
}
