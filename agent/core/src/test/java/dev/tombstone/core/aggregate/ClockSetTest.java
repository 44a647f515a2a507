package dev.tombstone.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.clock.SteadyClock;
import dev.tombstone.core.config.AgentConfig;
import dev.tombstone.core.config.ConfigLoader;
import dev.tombstone.core.limits.ErrorLog;
import dev.tombstone.core.query.HotKeyQuery.Question;
import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.hook.RemovalSink;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.sketch.SketchPane;
import dev.tombstone.model.snapshot.Code;
import dev.tombstone.model.snapshot.CoverageSnapshot;
import dev.tombstone.model.snapshot.DistributionSnapshot;
import dev.tombstone.model.snapshot.HotKeysSnapshot;
import dev.tombstone.model.snapshot.HotKeysSnapshot.HotKey;
import dev.tombstone.model.snapshot.SitesSnapshot;
import dev.tombstone.model.snapshot.StacksSnapshot;
import dev.tombstone.model.snapshot.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wall clock is set while the program runs. */
class ClockSetTest {
  private static final long HOUR = 3_600_000;
  private static final UUID INSTANCE = new UUID(1, 2);

  private final ManualClock clock = new ManualClock();
  private final AgentConfig config = ConfigLoader.load("", new Properties(), Map.of());
  private final Aggregation aggregation = new Aggregation(config, new SteadyClock(clock, clock));

  @AfterEach
  void restore() {
    RecordingControl.stopSampling();
  }

  @ParameterizedTest
  @ValueSource(longs = {-HOUR, -1_500, 1_500, HOUR, -40 * 24 * HOUR, 40 * 24 * HOUR})
  void windows_clockSet_rollByWhatHasPassed(long setMillis) {
    remove("early");
    aggregation.drain();
    clock.advanceMillis(30_000);
    clock.setMillis(setMillis);
    remove("late");
    assertThat(keys(Window.MINUTE)).containsExactlyInAnyOrder("early", "late");
    assertSpan(Window.MINUTE, 30_000, 30_000);
    clock.advanceMillis(45_000);
    assertThat(keys(Window.MINUTE)).containsExactly("late");
    assertSpan(Window.MINUTE, 60_000, 70_000);
    assertSpan(Window.FIVE_MINUTES, 75_000, 75_000);
    clock.advanceMillis(400_000);
    assertThat(keys(Window.MINUTE)).isEmpty();
    assertThat(keys(Window.FIVE_MINUTES)).isEmpty();
    assertThat(keys(Window.HOUR)).hasSize(2);
    assertSpan(Window.ALL, 475_000, 475_000);
  }

  @Test
  void windows_clockSetForthAndBackAgainAndAgain_keepWhatIsYoung() {
    for (int i = 0; i < 55; i++) {
      clock.setMillis(i % 2 == 0 ? HOUR : -HOUR);
      remove("key" + i);
      clock.advanceMillis(1_000);
      aggregation.drain();
    }
    assertThat(keys(Window.MINUTE)).hasSize(55);
    assertSpan(Window.MINUTE, 55_000, 55_000);
    clock.advanceMillis(100_000);
    assertThat(keys(Window.MINUTE)).isEmpty();
    assertSpan(Window.MINUTE, 60_000, 70_000);
  }

  @Test
  void trend_clockSetBack_goesOn() {
    remove("a");
    aggregation.drain();
    clock.setMillis(-HOUR);
    clock.advanceMillis(5_000);
    remove("b");
    assertThat(aggregation.sites(Window.ALL, 1, Code.ALL).sites().get(0).trend()).endsWith(1L, 1L);
  }

  /** Merging takes a pane's start for its identity: it must not move with the clock. */
  @Test
  void sketch_clockSet_samePanesHaveTheSameIds() {
    remove("a");
    clock.advanceMillis(15_000);
    List<SketchPane.Id> before = panes();
    clock.setMillis(-HOUR);
    assertThat(panes()).isEqualTo(before);
    clock.advanceMillis(15_000);
    assertThat(panes()).startsWith(before.get(0), before.get(1)).hasSize(3).doesNotHaveDuplicates();
    assertThat(aggregation.sketch(Window.MINUTE, INSTANCE).panes())
        .allMatch(pane -> pane.endMillis() >= pane.id().startMillis());
  }

  @Test
  void core_clockSetBack_startIsNeverLaterThanNowAndUptimeIsWhatPassed() {
    AgentCore core = core();
    Instant started = clock.instant();
    clock.advanceMillis(10_000);
    clock.setMillis(HOUR);
    assertThat(core.agent().start()).isEqualTo(started);
    assertMeta(core, 10_000);
    clock.setMillis(-2 * HOUR);
    Instant moved = clock.instant().minusMillis(10_000);
    assertThat(core.agent().start()).isEqualTo(moved);
    clock.setMillis(HOUR);
    clock.advanceMillis(5_000);
    assertThat(core.agent().start()).isEqualTo(moved);
    assertMeta(core, 15_000);
  }

  private void assertMeta(AgentCore core, long runMillis) {
    assertThat(core.meta())
        .containsEntry("start", clock.instant().minusMillis(runMillis))
        .containsEntry("end", clock.instant())
        .containsEntry("uptimeSeconds", runMillis / 1_000.0);
  }

  private AgentCore core() {
    return new AgentCore(
        config,
        new Surroundings(
            "1",
            () -> new CoverageSnapshot(List.of()),
            layers -> {},
            (frame, map) -> null,
            new ErrorLog(),
            new SteadyClock(clock, clock)));
  }

  private void assertSpan(Window window, long leastMillis, long mostMillis) {
    HotKeysSnapshot keys = aggregation.hotKeys(new Question(window, 1, "", "", Code.ALL));
    assertSpan(keys.start(), keys.end(), leastMillis, mostMillis);
    SitesSnapshot sites = aggregation.sites(window, 1, Code.ALL);
    assertSpan(sites.start(), sites.end(), leastMillis, mostMillis);
    StacksSnapshot stacks = aggregation.stacks(window, Code.ALL);
    assertSpan(stacks.start(), stacks.end(), leastMillis, mostMillis);
    DistributionSnapshot distribution = aggregation.distribution(window);
    assertSpan(distribution.start(), distribution.end(), leastMillis, mostMillis);
  }

  private void assertSpan(Instant start, Instant end, long leastMillis, long mostMillis) {
    assertThat(end).isEqualTo(clock.instant());
    assertThat(Duration.between(start, end).toMillis()).isBetween(leastMillis, mostMillis);
  }

  private List<String> keys(Window window) {
    return aggregation.hotKeys(new Question(window, 100, "", "", Code.ALL)).keys().stream()
        .map(HotKey::key)
        .toList();
  }

  private List<SketchPane.Id> panes() {
    return aggregation.sketch(Window.MINUTE, INSTANCE).panes().stream()
        .map(SketchPane::id)
        .toList();
  }

  private void remove(String key) {
    aggregation
        .ring()
        .sampled(
            CounterTable.of(HashMap.class),
            Operation.REMOVE.ordinal(),
            key,
            RemovalSink.NO_HASH,
            1,
            50,
            0);
  }
}
