package dev.tombstone.core.detect.resize;

import static dev.tombstone.core.detect.framework.Sightings.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.framework.CallTimes;
import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.ReturningKeys;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.core.detect.overlap.ConcurrentRemovalDetector;
import dev.tombstone.core.detect.overlap.OverlapWatch;
import dev.tombstone.core.detect.overlap.SteppedThread;
import dev.tombstone.model.operation.Mutation;
import dev.tombstone.model.snapshot.Grade;
import dev.tombstone.model.snapshot.LatencyHistogram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemovalDuringResizeTest {
  private static final long LONG = TimeUnit.MILLISECONDS.toNanos(RemovalDuringResize.LONG_MILLIS);

  private final Tools tools =
      new Tools(
          (frame, map) -> null,
          call -> null,
          (operations, atLeast) -> List.of(),
          ReturningKeys.NONE,
          new Tools.Options(OptionalInt.empty(), false, false, true));
  private final WatcherStack stacks = tools.stacks();
  private final HandoffQueue handoff = tools.handoff();
  private final OverlapWatch overlaps = OverlapWatch.of(tools);
  private final RemovalDuringResize detector = new RemovalDuringResize(overlaps, stacks, handoff);
  private final SteppedThread ann = new SteppedThread("ann", overlaps.observer());
  private final SteppedThread bob = new SteppedThread("bob", overlaps.observer());
  private final Map<String, Integer> map = new HashMap<>(Map.of("key", 1));

  @AfterEach
  void endThreads() {
    ann.close();
    bob.close();
  }

  @Test
  void removalBeginsWhileAnotherResizes_proven() {
    SteppedThread.Inside insert = ann.enter(map, Mutation.INSERT);
    resizing(ann);
    SteppedThread.Inside remove = bob.enter(map, Mutation.REMOVE);
    bob.step(() -> map.remove("key"));
    remove.exit();
    resized(ann);
    insert.exit();
    Occurrence occurrence = duringResize().get(0);
    assertThat(occurrence.grade()).isEqualTo(Grade.PROVEN);
    assertThat(occurrence.summary()).contains("while another was resizing its table");
    assertThat(occurrence.threads()).extracting("name").containsExactly("ann", "bob");
  }

  @Test
  void resizeBeginsWhileAnotherRemoves_proven() {
    SteppedThread.Inside remove = bob.enter(map, Mutation.REMOVE);
    SteppedThread.Inside insert = ann.enter(map, Mutation.INSERT);
    resizing(ann);
    bob.step(() -> map.remove("key"));
    remove.exit();
    resized(ann);
    insert.exit();
    assertThat(duringResize()).hasSize(1);
  }

  @Test
  void overlapBeforeOrAfterTheResize_isNoneOfIt() {
    SteppedThread.Inside insert = ann.enter(map, Mutation.INSERT);
    resizing(ann);
    resized(ann);
    SteppedThread.Inside remove = bob.enter(map, Mutation.REMOVE);
    bob.step(() -> map.remove("key"));
    remove.exit();
    insert.exit();
    assertThat(duringResize()).isEmpty();
    SteppedThread.Inside early = bob.enter(map, Mutation.REMOVE);
    SteppedThread.Inside late = ann.enter(map, Mutation.INSERT);
    early.exit();
    resizing(ann);
    ann.step(() -> map.put("new", 2));
    resized(ann);
    late.exit();
    assertThat(duringResize()).isEmpty();
  }

  @Test
  void twoInsertions_oneResizing_isNoRemoval() {
    SteppedThread.Inside first = ann.enter(map, Mutation.INSERT);
    resizing(ann);
    SteppedThread.Inside second = bob.enter(map, Mutation.INSERT);
    bob.step(() -> map.put("new", 2));
    second.exit();
    resized(ann);
    first.exit();
    List<Occurrence> all = found(handoff);
    assertThat(all)
        .extracting(Occurrence::hazard)
        .containsExactly(ConcurrentRemovalDetector.HAZARD);
  }

  @Test
  void oneThread_resizes_silentButTimed() {
    SteppedThread.Inside insert = ann.enter(map, Mutation.INSERT);
    resizing(ann);
    resized(ann);
    insert.exit();
    SteppedThread.Inside remove = bob.enter(map, Mutation.REMOVE);
    bob.step(() -> map.remove("key"));
    remove.exit();
    assertThat(found(handoff)).isEmpty();
    assertThat(detector.resizeAssists())
        .extracting(LatencyHistogram::map)
        .contains("java.util.HashMap");
  }

  @Test
  void assisted_short_isTimedOnly() {
    detector.assisted(new ConcurrentHashMap<>(), LONG - 1);
    assertThat(found(handoff)).isEmpty();
    LatencyHistogram times = detector.resizeAssists().get(0);
    assertThat(times.map()).isEqualTo("java.util.concurrent.ConcurrentHashMap");
    assertThat(times.count()).isEqualTo(1);
    assertThat(times.sumSeconds()).isEqualTo((LONG - 1) / 1e9);
  }

  @Test
  void assisted_longOnABigMap_isObserved() {
    detector.assisted(new ConcurrentHashMap<>(), LONG);
    assertThat(found(handoff)).isEmpty();
    detector.assisted(big(), LONG);
    Occurrence occurrence = found(handoff).get(0);
    assertThat(occurrence.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(occurrence.summary()).contains("help with a resize", "took 5 ms");
    assertThat(occurrence.threads().get(0).stack()).isNotEmpty();
  }

  @Test
  void expunged_manyForLong_isObservedWithTheNumber() {
    detector.expunged(new WeakHashMap<>(), 999, 3 * LONG);
    assertThat(found(handoff)).isEmpty();
    detector.expunged(new WeakHashMap<>(), 70_000, 3 * LONG);
    Occurrence occurrence = found(handoff).get(0);
    assertThat(occurrence.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(occurrence.summary()).contains("removed 70000 entries", "took 15 ms");
    assertThat(occurrence.evidence()).containsEntry("entries", 70_000);
  }

  @Test
  void long_noStackAllowed_isCounted() {
    while (stacks.allowed()) {}
    detector.assisted(big(), LONG);
    assertThat(found(handoff)).isEmpty();
    assertThat(detector.withoutStack()).isEqualTo(1);
  }

  @Test
  void times_manyClasses_areBoundedAndNothingIsLost() {
    CallTimes times = new CallTimes();
    Class<?>[] classes = {
      Byte.class,
      Short.class,
      Integer.class,
      Long.class,
      Float.class,
      Double.class,
      Void.class,
      String.class,
      Object.class,
      Class.class,
      Number.class,
      Character.class,
      Boolean.class,
      Thread.class,
      Error.class,
      Exception.class,
      Throwable.class,
      Runtime.class
    };
    for (Class<?> type : classes) {
      times.record(type, 1_000, 1);
    }
    List<LatencyHistogram> snapshot = times.snapshot();
    assertThat(snapshot).hasSize(16);
    assertThat(snapshot.stream().mapToLong(LatencyHistogram::count).sum())
        .isEqualTo(classes.length);
    assertThat(snapshot.get(15).map()).isEqualTo("other");
  }

  private static Map<String, String> big() {
    Map<String, String> big = new ConcurrentHashMap<>(RemovalDuringResize.MANY_BINS);
    big.put("key", "value");
    return big;
  }

  private void resizing(SteppedThread thread) {
    thread.step(
        () -> {
          detector.resizing(map);
          return true;
        });
  }

  private void resized(SteppedThread thread) {
    thread.step(
        () -> {
          detector.resized(map, 1_000);
          return true;
        });
  }

  private List<Occurrence> duringResize() {
    return found(handoff).stream()
        .filter(occurrence -> occurrence.hazard() == RemovalDuringResizeDetector.HAZARD)
        .toList();
  }
}
