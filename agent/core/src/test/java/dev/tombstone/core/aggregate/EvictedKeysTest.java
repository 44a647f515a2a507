package dev.tombstone.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.evict.CacheThrashingDetector;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.Sightings;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.hook.Part;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.hook.RemovalHook;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.snapshot.Grade;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys that are evicted again and again, and what {@code cache-thrashing} makes of them. */
class EvictedKeysTest extends AggregationFixture {
  private static final int EVICT = Operation.EVICT.ordinal();

  /** Has no counters yet: other tests may evict from other classes. */
  private static final class Recent extends LinkedHashMap<Object, Object> {
    private static final long serialVersionUID = 1L;
  }

  /** The same, and never evicts. */
  private static final class Plain extends LinkedHashMap<Object, Object> {
    private static final long serialVersionUID = 1L;
  }

  private static final MapCounters RECENT = CounterTable.of(Recent.class);

  private final Tools tools =
      new Tools(
          (frame, map) -> null,
          call -> null,
          new EvictedKeys(aggregation),
          aggregation.repeated,
          new Tools.Options(OptionalInt.empty(), false, false, false));
  private final CacheThrashingDetector detector = new CacheThrashingDetector();
  private final Watch watch = detector.part().watches(tools, Part.FIRST_DETECTOR).get(0);
  private final Watch all = detector.watches(tools, Part.FIRST_DETECTOR).get(0);

  @BeforeEach
  void start() {
    watch.start(0);
    watch.sweep();
    all.start(0);
    all.sweep();
    Sightings.found(tools.handoff());
  }

  @Test
  void keyEvictedOften_isObservedOnceForItsClass() {
    evict("often", 20);
    evict("also often", 30);
    evict("seldom", 19);
    watch.sweep();
    Occurrence found = Sightings.onlyOne(tools.handoff());
    assertThat(found.hazard()).isEqualTo(CacheThrashingDetector.HAZARD);
    assertThat(found.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(found.mapClass()).isEqualTo(Recent.class.getName());
    assertThat(found.summary())
        .contains("also often was evicted at least 30 times", "so were 1 further keys");
    assertThat(found.evidence())
        .containsEntry("keys", List.of("also often", "often"))
        .containsEntry("evictions", 30L);
    watch.sweep();
    assertThat(Sightings.found(tools.handoff())).as("nothing was evicted since").isEmpty();
  }

  @Test
  void keyRemovedOftenFromACache_isObservedIfAskedFor() {
    evict("once", 1);
    all.sweep();
    remove("often", 25, 1);
    remove("seldom", 19, 1);
    watch.sweep();
    assertThat(Sightings.found(tools.handoff())).as("by default").isEmpty();
    all.sweep();
    Occurrence found = Sightings.onlyOne(tools.handoff());
    assertThat(found.hazard()).isEqualTo(CacheThrashingDetector.HAZARD);
    assertThat(found.summary())
        .contains("often was removed, by remove, at least 25 times", "which evict as well")
        .doesNotContain("further");
    assertThat(found.evidence())
        .containsEntry("operation", "remove")
        .containsEntry("removalsAtLeast", 25L)
        .doesNotContainKey("evictions");
  }

  @Test
  void keyMissedNowAndThen_orRemovedFromWhatNeverEvicts_silent() {
    record(new Plain(), REMOVE, "of no cache", 25, 1);
    all.sweep();
    assertThat(Sightings.found(tools.handoff())).isEmpty();
    evict("once", 1);
    remove("missed once", 25, 1);
    remove("missed once", 1, 0);
    all.sweep();
    assertThat(Sightings.found(tools.handoff())).isEmpty();
  }

  @Test
  void keyRemovedOften_orLongAgo_orWhileSwitchedOff_silent() {
    evict("long ago", 30);
    aggregation.drainAll();
    clock.advanceMillis(120_000);
    evict("seldom", 1);
    for (int i = 0; i < 30; i++) {
      offer(RECENT, REMOVE, "removed", 1);
    }
    watch.sweep();
    watch.stop();
    evict("often", 30);
    watch.sweep();
    assertThat(Sightings.found(tools.handoff())).isEmpty();
  }

  private void evict(String key, int times) {
    record(new Recent(), EVICT, key, times, 1);
  }

  private void remove(String key, int times, int entries) {
    record(new Recent(), REMOVE, key, times, entries);
  }

  /** Counted, and recorded in detail. */
  private void record(Object map, int operation, String key, int times, int entries) {
    for (int i = 0; i < times; i++) {
      offer(CounterTable.of(map.getClass()), operation, key, entries);
    }
    RecordingControl.setCounting(true);
    long[] row = RemovalHook.enter(map, null, operation);
    RemovalHook.record(row, null, (long) times * entries, map, null, null, 0, operation);
    RecordingControl.setCounting(false);
  }
}
