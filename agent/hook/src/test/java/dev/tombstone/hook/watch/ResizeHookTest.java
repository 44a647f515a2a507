package dev.tombstone.hook.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.RemovalSink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResizeHookTest {
  private final List<String> seen = new ArrayList<>();
  private final Object map = new Object();

  @BeforeEach
  void observe() {
    ResizeHook.observe(new Notes());
  }

  @AfterEach
  void stop() {
    ResizeHook.stopObserving();
  }

  @Test
  void resized_smallMap_isShownWithoutItsTime() {
    ResizeHook.resized(ResizeHook.resizing(12, map), map);
    assertThat(seen).containsExactly("resizing", "resized false");
  }

  @Test
  void resized_largeMap_isTimed() {
    ResizeHook.resized(ResizeHook.resizing(1_024, map), map);
    assertThat(seen).containsExactly("resizing", "resized true");
  }

  @Test
  void resizing_firstTable_isNotShown() {
    ResizeHook.resized(ResizeHook.resizing(0, map), map);
    assertThat(seen).isEmpty();
  }

  @Test
  void assisted_byARemoval_isTimedAndByAReplacementNot() {
    ResizeHook.assisted(ResizeHook.assisting(), map, "new value");
    assertThat(seen).isEmpty();
    ResizeHook.assisted(ResizeHook.assisting(), map, null);
    assertThat(seen).containsExactly("assisted");
  }

  @Test
  void expunged_backlog_isShownFromItsSizeOn() {
    ResizeHook.expunged(1, ResizeHook.expunging(1, 0L), map);
    assertThat(seen).isEmpty();
    ResizeHook.expunged(ResizeHook.BACKLOG, ResizeHook.expunging(ResizeHook.BACKLOG, 0L), map);
    assertThat(seen).containsExactly("expunged 16");
  }

  @Test
  void observer_thatFails_doesNoHarm() {
    ResizeHook.observe(
        new Notes() {
          @Override
          public void resizing(Object changed) {
            throw new IllegalStateException("on purpose");
          }
        });
    assertThat(ResizeHook.resizing(12, map)).isNotZero();
    ResizeHook.observe(new Notes());
    ResizeHook.resizing(12, map);
    assertThat(seen).containsExactly("resizing");
  }

  @Test
  void stopObserving_operations_areNotTimed() {
    ResizeHook.stopObserving();
    assertThat(ResizeHook.resizing(5_000, map)).isZero();
    assertThat(ResizeHook.assisting()).isZero();
  }

  private class Notes implements ResizeObserver {
    @Override
    public void resizing(Object changed) {
      seen.add("resizing");
    }

    @Override
    public void resized(Object changed, long nanos) {
      seen.add("resized " + (nanos != RemovalSink.NOT_TIMED));
    }

    @Override
    public void assisted(Object changed, long nanos) {
      seen.add("assisted");
    }

    @Override
    public void expunged(Object changed, int entries, long nanos) {
      seen.add("expunged " + entries);
    }
  }
}
