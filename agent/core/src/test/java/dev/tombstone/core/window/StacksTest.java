package dev.tombstone.core.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.tombstone.core.aggregate.Aggregation;
import dev.tombstone.core.aggregate.ManualClock;
import dev.tombstone.core.clock.SteadyClock;
import dev.tombstone.core.config.ConfigLoader;
import dev.tombstone.core.limits.StackThinning;
import dev.tombstone.core.query.StackQuery;
import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.hook.RemovalSink;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.snapshot.Code;
import dev.tombstone.model.snapshot.SitesSnapshot;
import dev.tombstone.model.snapshot.StacksSnapshot;
import dev.tombstone.model.snapshot.Window;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StacksTest {
  private static final MapCounters HASH = CounterTable.of(HashMap.class);
  private static final int REMOVE = Operation.REMOVE.ordinal();

  private final ManualClock clock = new ManualClock();
  private final Aggregation aggregation =
      new Aggregation(
          ConfigLoader.load("", new Properties(), Map.of()), new SteadyClock(clock, clock));

  @AfterEach
  void restore() {
    RecordingControl.stopSampling();
  }

  @Test
  void stacks_fewDeletions_exactByOperation() {
    for (int i = 0; i < 10; i++) {
      remove(i % 2);
      clear();
    }
    StacksSnapshot stacks = aggregation.stacks(Window.ALL, Code.ALL);
    assertThat(stacks.deletions()).isEqualTo(40);
    assertThat(stacks.stacks())
        .containsExactly(
            new StacksSnapshot.Stack(List.of("java.util.HashMap.clear"), 30, 0),
            new StacksSnapshot.Stack(List.of("java.util.HashMap.remove"), 10, 5));
  }

  @Test
  void stacks_manyDeletions_widthsEstimateThem() {
    // Some 2,400 stacks, of which 480 are of the rarer one: a quarter is five times their
    // deviation.
    int rounds = 400_000;
    for (int i = 0; i < rounds; i++) {
      remove(1);
      if (i % 4 == 0) {
        clear();
      }
      if (i % 100 == 0) {
        aggregation.drain();
        clock.advanceMillis(50);
      }
    }
    List<StacksSnapshot.Stack> stacks = aggregation.stacks(Window.ALL, Code.ALL).stacks();
    assertThat(stacks).hasSize(2);
    for (StacksSnapshot.Stack stack : stacks) {
      boolean cleared = stack.frames().get(0).endsWith("clear");
      assertThat(stack.count()).isCloseTo(cleared ? 300_000 : 400_000, withinPercentage(25));
    }
  }

  @Test
  void stacks_deep_outermostFirstAndMarked() {
    StackTable table = new StackTable();
    PaneRing panes = new PaneRing(Long.MAX_VALUE, 0, 16, 16, 1, 0);
    List<String> deep = IntStream.range(0, StackTable.MAX_FRAMES).mapToObj(i -> "f" + i).toList();
    panes
        .current(0)
        .addStack(table.of(List.of("inner", "outer"), Code.LIBRARY, HASH.index(), REMOVE), 3, true);
    panes.current(0).addStack(table.of(deep, Code.LIBRARY, HASH.index(), REMOVE), 2, false);
    panes.current(0).addStack(StackTable.OTHER, 1, false);
    List<StacksSnapshot.Stack> stacks =
        StackQuery.answer(
                Window.ALL, Code.ALL, panes.content(0), Stretch.of(0, 0, 0), table.stacks())
            .stacks();
    assertThat(stacks.get(0))
        .isEqualTo(
            new StacksSnapshot.Stack(List.of("outer", "inner", "java.util.HashMap.remove"), 3, 3));
    assertThat(stacks.get(1).frames())
        .hasSize(StackTable.MAX_FRAMES + 2)
        .startsWith(StacksSnapshot.DEEPER, "f15", "f14")
        .endsWith("f0", "java.util.HashMap.remove");
    assertThat(stacks.get(2).frames()).containsExactly(StacksSnapshot.OTHER);
  }

  @Test
  void stacks_windowOver_onlyLongerWindowsKnowThem() {
    remove(1);
    aggregation.drain();
    clock.advanceMillis(90_000);
    assertThat(aggregation.stacks(Window.MINUTE, Code.ALL).stacks()).isEmpty();
    assertThat(aggregation.stacks(Window.FIVE_MINUTES, Code.ALL).stacks()).hasSize(1);
  }

  @Test
  void table_full_restIsOtherAndCounted() {
    StackTable table = new StackTable();
    for (int i = Code.values().length; i < StackTable.MAX_STACKS; i++) {
      assertThat(table.of(List.of("a", "b" + i), Code.LIBRARY, HASH.index(), REMOVE)).isEqualTo(i);
    }
    assertThat(table.of(List.of("c"), Code.LIBRARY, HASH.index(), REMOVE))
        .isEqualTo(StackTable.OTHER + Code.LIBRARY.ordinal());
    assertThat(table.of(List.of("a", "b7"), Code.LIBRARY, HASH.index(), REMOVE)).isEqualTo(7);
    assertThat(table.overflow()).isEqualTo(1);
  }

  @Test
  void table_longFrames_textStaysWithinItsBound() {
    StackTable table = new StackTable();
    for (int i = 0; i < StackTable.MAX_STACKS; i++) {
      table.of(Collections.nCopies(16, i + "x".repeat(1_000)), Code.LIBRARY, HASH.index(), REMOVE);
    }
    assertThat(table.overflow()).isPositive();
    assertThat(table.bytes()).isLessThan(3L << 19);
  }

  @Test
  void thinning_burst_weightsAddUp() {
    StackThinning thinning = new StackThinning(0);
    long estimate = 0;
    int kept = 0;
    for (int i = 0; i < 20_000; i++) {
      int shift = thinning.draw();
      if (shift >= 0) {
        kept++;
        estimate += 1L << shift;
      }
    }
    assertThat(kept).isBetween(StackThinning.STACKS_A_SECOND, 700);
    assertThat(estimate).isCloseTo(20_000, withinPercentage(60));
    thinning.tick(1_000_000_000L);
    thinning.tick(2_000_000_000L);
    assertThat(thinning.draw()).isZero();
  }

  @Test
  void trend_overTime_lastIntervalsOldestFirst() {
    remove(1);
    aggregation.drain();
    clock.advanceMillis(10_000);
    remove(1);
    remove(1);
    SitesSnapshot sites = aggregation.sites(Window.ALL, 1, Code.ALL);
    List<Long> trend = sites.sites().get(0).trend();
    assertThat(sites.trendIntervalSeconds()).isEqualTo(5);
    assertThat(trend).hasSize(60).endsWith(1L, 0L, 2L);
    clock.setMillis(-7_000);
    remove(1);
    assertThat(aggregation.sites(Window.ALL, 1, Code.ALL).sites().get(0).trend())
        .endsWith(1L, 0L, 3L);
    clock.advanceMillis(400_000);
    assertThat(aggregation.sites(Window.ALL, 1, Code.ALL).sites().get(0).trend()).containsOnly(0L);
  }

  private void remove(long entries) {
    aggregation.ring().sampled(HASH, REMOVE, "k", RemovalSink.NO_HASH, entries, 50, 0);
  }

  private void clear() {
    int clear = Operation.CLEAR.ordinal();
    aggregation.ring().sampled(HASH, clear, RemovalSink.NO_KEY, RemovalSink.NO_HASH, 3, 50, 0);
  }
}
