package dev.tombstone.core.detect.clear;

import static dev.tombstone.core.detect.framework.Sightings.found;
import static dev.tombstone.core.detect.framework.Sightings.onlyOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.hook.Part;
import dev.tombstone.model.operation.BulkCall;
import dev.tombstone.model.snapshot.Grade;
import dev.tombstone.model.snapshot.LatencyHistogram;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BulkCallsTest {
  private static final long MILLISECOND = 1_000_000;
  private static final StackFrame[] STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
          .walk(frames -> frames.limit(1).toArray(StackFrame[]::new));

  private final Map<Object, Object> large = new HashMap<>(1 << 13);
  private final HandoffQueue handoff = new HandoffQueue();
  private final BulkCalls calls =
      new BulkCalls(new WatcherStack(1_000), handoff, Part.FIRST_DETECTOR);
  private final Map<Object, Object> map = new HashMap<>();
  private final List<Integer> list = new ArrayList<>(Collections.nCopies(5_001, 1));
  private final BulkSites sites = new BulkSites();

  @Test
  void quadraticRemoveAll_oneVeryLongCall_isObservedAtOnce() {
    removeAll(121 * MILLISECOND);
    Occurrence seen = onlyOne(handoff);
    assertThat(seen.hazard()).isEqualTo(ConditionalClearDetector.HAZARD);
    assertThat(seen.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(seen.mapClass()).isEqualTo("java.util.HashMap");
    assertThat(seen.summary())
        .isEqualTo(
            "removeAll on a java.util.HashMap asked a java.util.ArrayList of 5001 elements about"
                + " each of 5000 elements, up to 25005000 comparisons, and removed 0; it took 121"
                + " ms");
    assertThat(seen.evidence())
        .containsEntry("kind", "quadratic-remove-all")
        .containsEntry("visited", 5_000L)
        .containsEntry("comparisonsAtMost", 25_005_000L)
        .doesNotContainKey("shareOfAThread");
    assertThat(seen.threads()).hasSize(1);
  }

  @Test
  void shortCalls_orOfNoKind_areTimedAndNotTold() {
    removeAll(99 * MILLISECOND);
    calls.called(map, map, list, BulkCall.REMOVE_ALL.ordinal(), 10, 10, 0, MILLISECOND, 6);
    long stalled = 300 * MILLISECOND;
    calls.called(map, map, list, BulkCall.REMOVE_ALL.ordinal(), 500, 500, 0, stalled, 0);
    assertThat(found(handoff)).isEmpty();
    LatencyHistogram times = calls.bulkCalls().get(0);
    assertThat(times.map()).isEqualTo("java.util.HashMap");
    assertThat(times.count()).isEqualTo(66);
  }

  @Test
  void calls_takingMuchOfAThreadsTime_areToldWithTheirShare() {
    assertThat(sites.add(sparse(0, 1))).isNull();
    assertThat(sites.add(sparse(1_000, 1))).isNull();
    assertThat(sites.add(sparse(1_900, 1))).as("not long enough yet").isNull();
    Occurrence told = Objects.requireNonNull(sites.add(sparse(2_000, 97)));
    assertThat(told.summary())
        .isEqualTo(
            "clear on a java.util.HashMap with 2 entries went through a table of 1048576 places;"
                + " about 100 such calls here took 1.0 ms each, together 5 % of the time of one"
                + " thread in 2 s");
    assertThat(told.evidence()).containsEntry("capacity", 1 << 20).containsEntry("calls", 100L);
  }

  @Test
  void calls_thatStandForMoreThanThereWas_areHeldToTheirThreadsTime() {
    sites.add(sparse(0, 1_000));
    sites.add(sparse(2_500, 1_000));
    Occurrence told = Objects.requireNonNull(sites.add(sparse(3_999, 18_000)));
    assertThat(told.evidence()).containsEntry("shareOfAThread", 1.0).containsEntry("calls", 4_000L);
  }

  @Test
  void calls_takingLittleOfAThreadsTime_orFew_areNotTold() {
    for (int millis = 0; millis < 60_000; millis += 200) {
      assertThat(sites.add(sparse(millis, 1))).as("half a percent").isNull();
    }
    BulkSites others = new BulkSites();
    assertThat(others.add(sparse(0, 1_000))).isNull();
    assertThat(others.add(sparse(5_000, 1_000))).as("two seen").isNull();
  }

  @Test
  void manyCandidates_areDrawn_andLongOnesTakenInAnyCase() {
    for (int i = 0; i < 1_000; i++) {
      clear(MILLISECOND);
    }
    calls.everySecond();
    found(handoff);
    for (int i = 0; i < 1_000; i++) {
      clear(MILLISECOND);
    }
    assertThat(calls.withoutStack()).as("only in the first second").isEqualTo(900);
    found(handoff);
    // 20,000 ms in a second, and 40 that are wanted: what takes 500 ms is taken.
    removeAll(600 * MILLISECOND);
    assertThat(found(handoff)).hasSize(1);
  }

  @Test
  void warmUp_findsAndTimesNothing() {
    calls.warmUp();
    assertThat(found(handoff)).isEmpty();
    assertThat(calls.bulkCalls()).isEmpty();
  }

  private void removeAll(long nanos) {
    calls.called(map, map, list, BulkCall.REMOVE_ALL.ordinal(), 5_000, 5_000, 0, nanos, 0);
  }

  private void clear(long nanos) {
    large.put("key", "value");
    calls.called(large, large, null, BulkCall.CLEAR.ordinal(), 2, 0, 0, nanos, 0);
  }

  /** A call of a millisecond that stands for so many. */
  private static SeenCall sparse(long endMillis, long weight) {
    return new SeenCall(
        BulkKind.SPARSE,
        BulkCall.CLEAR,
        HashMap.class,
        HashMap.class,
        null,
        2,
        0,
        0,
        0,
        1 << 20,
        MILLISECOND,
        weight,
        endMillis * MILLISECOND,
        "main",
        1,
        STACK);
  }
}
