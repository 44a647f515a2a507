package dev.tombstone.hook.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.DeletionFlags;
import dev.tombstone.hook.Part;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.hook.jdk.MapInternals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemovedValueHookTest {
  private final List<String> shown = new ArrayList<>();
  private final RemovedValueObserver first = new Noting("first");
  private final RemovedValueObserver second = new Noting("second");
  private final Map<String, String> map = new ConcurrentHashMap<>();

  @AfterEach
  void stop() {
    RemovedValueHook.stopObserving(first);
    RemovedValueHook.stopObserving(second);
    RecordingControl.setCounting(false);
  }

  @Test
  void removed_isShownToEachObserverUntilItIsStopped() {
    RemovedValueHook.observe(first, Part.FIRST_DETECTOR);
    RemovedValueHook.observe(second, Part.FIRST_DETECTOR + 1);
    remove("value");
    RemovedValueHook.clearing(map);
    RemovedValueHook.stopObserving(first);
    remove("later");
    RemovedValueHook.stopObserving(second);
    assertThat(RemovedValueHook.isObserved()).isFalse();
    remove("last");
    assertThat(shown)
        .containsExactly(
            "first value 3", "second value 3", "first clears", "second clears", "second later 3");
  }

  @Test
  void removed_ofAnEntryOrNothing_isNotShown() {
    RemovedValueHook.observe(first, Part.FIRST_DETECTOR);
    RemovedValueHook.removed(map, "a.Map", "value", DeletionFlags.ENTRY, 3);
    RemovedValueHook.removed(map, "a.Map", null, 0, 3);
    assertThat(shown).isEmpty();
  }

  private void remove(String value) {
    RemovedValueHook.removed(map, "a.Map", value, 0, 3);
  }

  /** Removes something itself, which is not shown. */
  private final class Noting implements RemovedValueObserver {
    private final String name;

    Noting(String name) {
      this.name = name;
    }

    @Override
    public void removed(Object from, String countedAs, Object value, int operation) {
      assertThat(from).isSameAs(map);
      assertThat(countedAs).isEqualTo("a.Map");
      shown.add(name + " " + value + " " + operation);
      remove("inner");
    }

    @Override
    public void clearing(Object cleared) {
      assertThat(cleared).isSameAs(map);
      shown.add(name + " clears");
    }
  }

  @Test
  void removedValue_ofEachFunnel_isTheValueOrNotKnown() {
    Map<String, String> hash = new HashMap<>(Map.of("key", "value"));
    Object node = hash.entrySet().iterator().next();
    assertThat(MapInternals.removedValue(hash, node)).isEqualTo("value");
    assertThat(MapInternals.removedValue(hash, Map.entry("key", "value"))).isNull();
    Object entry = Map.entry("a value", "that is an entry");
    assertThat(MapInternals.removedValue(new ConcurrentHashMap<>(), entry)).isSameAs(entry);
    assertThat(MapInternals.removedValue(new ConcurrentSkipListMap<>(), entry)).isSameAs(entry);
    assertThat(MapInternals.removedValue(new TreeMap<>(), entry)).isSameAs(entry);
    assertThat(MapInternals.removedValue(new Object(), entry)).isNull();
  }
}
