package dev.tombstone.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.config.ConfigLoader;
import dev.tombstone.model.sketch.DistinctCounter;
import dev.tombstone.model.sketch.Frequencies;
import dev.tombstone.model.sketch.FrequencySample;
import dev.tombstone.model.snapshot.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Longer panes take the shape of their keys over from the shortest ones. */
class WindowsTest {
  private static final int CATEGORY = 3;
  private static final long MINUTES = 60_000;

  private final SplittableRandom random = new SplittableRandom(11);
  private final KeyNames names =
      new KeyNames(ConfigLoader.load("", new Properties(), Map.of()).keys(), random);
  private final Windows windows = new Windows(names, 0, 7);

  /** What each window is to say: as if its panes had been told of every key. */
  private final DistinctCounter distinct = new DistinctCounter();

  private final FrequencySample sample = new FrequencySample();
  private long deletions;

  @Test
  void wholeRun_manyPanes_saysWhatOnePaneToldOfEveryKeyWould() {
    long now = 0;
    while (now < 25 * MINUTES) {
      for (int i = 0; i < 700; i++) {
        add(random.nextInt(8) == 0 ? random.nextLong() : mixed(random.nextInt(300)));
      }
      now += random.nextInt(4) == 0 ? 23_000 : 900;
      windows.moveTo(now);
    }
    add(mixed(1));
    PaneRing.Content all = windows.content(Window.ALL);
    assertThat(all.panes()).hasSize(1);
    Pane pane = all.panes().get(0);
    assertThat(pane.deletions()).isEqualTo(deletions);
    assertThat(pane.distinct().estimate()).isEqualTo(distinct.estimate());
    Frequencies expected = sample.freeze();
    assertThat(pane.frequencies().size()).isEqualTo(expected.size());
    for (long least : new long[] {1, 2, 10, 100, 1_000}) {
      assertThat(pane.frequencies().keysWithAtLeast(least))
          .isEqualTo(expected.keysWithAtLeast(least));
    }
  }

  @Test
  void everyWindow_withinTheFirstPane_saysTheSame() {
    for (int i = 0; i < 5_000; i++) {
      add(mixed(random.nextInt(900)));
    }
    List<Long> estimates = new ArrayList<>();
    for (Window window : Window.values()) {
      Pane pane = windows.content(window).panes().get(0);
      assertThat(pane.deletions()).isEqualTo(5_000);
      estimates.add(pane.distinct().estimate());
    }
    assertThat(estimates).containsOnly(distinct.estimate());
  }

  @Test
  void hour_afterManyPanes_holdsWhatItsPanesHeld() {
    for (int second = 0; second < 1_200; second++) {
      add(mixed(second));
      windows.moveTo(second * 1_000L);
    }
    long keys = 0;
    for (Pane pane : windows.content(Window.HOUR).panes()) {
      keys += pane.distinct().estimate();
    }
    assertThat(keys).isBetween(1_150L, 1_250L);
  }

  private void add(long hash) {
    windows.addDeletions(CATEGORY, 0, 1);
    windows.addKey(hash, CATEGORY, 0, false);
    distinct.add(names.shared(hash));
    sample.add(names.shared(hash), 1);
    deletions++;
  }

  private static long mixed(long number) {
    return new SplittableRandom(number).nextLong();
  }
}
