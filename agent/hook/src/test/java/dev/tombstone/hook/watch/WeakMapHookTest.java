package dev.tombstone.hook.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.Part;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.hook.jdk.ObjectFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WeakMapHookTest {
  private final List<Object> shown = new ArrayList<>();
  private final Map<Object, Object> map = new WeakHashMap<>();

  @AfterEach
  void stop() {
    WeakMapHook.stopObserving();
    RecordingControl.setCounting(false);
  }

  @Test
  void inserting_notAsked_isNotShown() {
    WeakMapHook.observe(shown::add, Part.FIRST_DETECTOR);
    WeakMapHook.inserting(map);
    assertThat(shown).isEmpty();
  }

  @Test
  void inserting_asked_isShownAsOftenAsAsked() {
    WeakMapHook.observe(shown::add, Part.FIRST_DETECTOR);
    WeakMapHook.ask(2);
    for (int i = 0; i < 5; i++) {
      WeakMapHook.inserting(map);
    }
    assertThat(shown).hasSize(2);
    WeakMapHook.ask(1);
    WeakMapHook.inserting(map);
    WeakMapHook.inserting(map);
    assertThat(shown).hasSize(3).allMatch(each -> each == map);
  }

  @Test
  void inserting_stopped_isNotShown() {
    WeakMapHook.observe(shown::add, Part.FIRST_DETECTOR);
    WeakMapHook.ask(9);
    WeakMapHook.stopObserving();
    WeakMapHook.inserting(map);
    WeakMapHook.ask(9);
    WeakMapHook.inserting(map);
    assertThat(shown).isEmpty();
  }

  @Test
  void inserting_observerThatFailsOrInserts_isKeptFromTheApplication() {
    WeakMapHook.observe(
        each -> {
          shown.add(each);
          WeakMapHook.inserting(each);
          throw new IllegalStateException("on purpose");
        },
        Part.FIRST_DETECTOR);
    WeakMapHook.ask(9);
    WeakMapHook.inserting(map);
    WeakMapHook.inserting(map);
    assertThat(shown).hasSize(2);
  }

  @Test
  void warmUp_showsNothingAndAsksForNothing() {
    WeakMapHook.warmUp(map);
    WeakMapHook.observe(shown::add, Part.FIRST_DETECTOR);
    WeakMapHook.inserting(map);
    assertThat(shown).isEmpty();
  }

  @Test
  void objectFields_ofAnyClass_areReadByName() {
    Object[] holder = {new Holder("held")};
    long offset = ObjectFields.offset(Holder.class, "held");
    assertThat(ObjectFields.reference(holder[0], offset)).isEqualTo("held");
    assertThat(ObjectFields.offset(Holder.class, "other")).isEqualTo(ObjectFields.UNKNOWN);
  }

  private record Holder(Object held) {}
}
