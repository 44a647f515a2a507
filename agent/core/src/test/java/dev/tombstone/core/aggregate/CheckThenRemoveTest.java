package dev.tombstone.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.code.ForeignCode;
import dev.tombstone.core.detect.check.CheckThenRemoveDetector;
import dev.tombstone.core.detect.framework.CallSites;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.Sightings;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.hook.Part;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.snapshot.Grade;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines whose keys come back, and what {@code check-then-remove} asks about them. */
class CheckThenRemoveTest extends AggregationFixture {
  private static final MapCounters CONCURRENT = CounterTable.of(ConcurrentHashMap.class);
  private static final MapCounters SORTED = CounterTable.of(ConcurrentSkipListMap.class);

  private final List<StackFrame> asked = new ArrayList<>();
  private final Consumer<Runnable> application =
      ForeignCode.runner(ForeignCode.fromFolder(ForeignCode.Direct.class));
  private boolean mayRead = true;
  private boolean decided = true;

  private final Tools tools =
      new Tools(
          new Asked(),
          call -> aggregation.siteCounts(call),
          (operations, atLeast) -> List.of(),
          aggregation.repeated,
          new Tools.Options(OptionalInt.empty(), false, false, false));
  private final Watch watch =
      new CheckThenRemoveDetector().watches(tools, Part.FIRST_DETECTOR).get(0);

  private final class Asked implements CallSites {
    @Override
    public @Nullable RemoveCall at(StackFrame frame, Class<?> map) {
      return null;
    }

    @Override
    public boolean mayRead() {
      return mayRead;
    }

    @Override
    public @Nullable DecidedRemoval decidedAt(List<StackFrame> frames) {
      asked.add(frames.get(0));
      return decided ? new DecidedRemoval("Pool.all", 5, 6, "all.remove(key, value)") : null;
    }
  }

  @BeforeEach
  void start() {
    watch.start(0);
  }

  @Test
  void keyThatComesBack_isObserved_andAgainWhenItGoesOn() {
    for (int i = 0; i < 3; i++) {
      remove(CONCURRENT, REMOVE, "key", 1);
    }
    second();
    Occurrence found = Sightings.onlyOne(tools.handoff());
    assertThat(found.hazard()).isEqualTo(CheckThenRemoveDetector.HAZARD);
    assertThat(found.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(found.mapClass()).isEqualTo(ConcurrentHashMap.class.getName());
    assertThat(found.summary())
        .contains("then removes by key alone", "2 were of a key removed before");
    assertThat(found.evidence())
        .containsEntry("operation", "remove")
        .containsEntry("mapIn", "Pool.all")
        .containsEntry("valueReadAt", "ForeignCode.java:5")
        .containsEntry("decidedAt", "ForeignCode.java:6")
        .containsEntry("calls", 3L)
        .containsEntry("removedAgain", 2L);
    assertThat(found.evidence().get("advice")).asString().contains("all.remove(key, value)");
    assertThat(found.threads().get(0).stack().get(0)).contains("ForeignCode$Direct.accept");
    watch.sweep();
    assertThat(Sightings.found(tools.handoff())).as("nothing more").isEmpty();
    remove(CONCURRENT, REMOVE, "key", 1);
    second();
    watch.sweep();
    assertThat(Sightings.onlyOne(tools.handoff()).evidence()).containsEntry("removedAgain", 3L);
    assertThat(asked).as("one line is asked about once").hasSize(1);
  }

  @Test
  void keysRemovedOnce_orMissed_orOtherwise_areNotAskedAbout() {
    for (int i = 0; i < 500; i++) {
      remove(CONCURRENT, REMOVE, "key " + i, 1);
      remove(CONCURRENT, REMOVE, "missed", 0);
      remove(SORTED, Operation.REMOVE_VALUE.ordinal(), "with a value", 1);
      remove(HASH, REMOVE, "of another map", 1);
    }
    second();
    assertThat(asked).isEmpty();
    assertThat(Sightings.found(tools.handoff())).isEmpty();
  }

  @Test
  void lineThatDoesNotDecide_isSilent_andAskedAboutOnce() {
    decided = false;
    for (int i = 0; i < 4; i++) {
      remove(SORTED, REMOVE, 7, 1);
      second();
    }
    watch.sweep();
    assertThat(asked).hasSize(1);
    assertThat(Sightings.found(tools.handoff())).isEmpty();
  }

  @Test
  void classThatMayNotBeRead_isAskedAboutLater() {
    mayRead = false;
    remove(SORTED, REMOVE, 7, 1);
    remove(SORTED, REMOVE, 7, 1);
    second();
    assertThat(asked).isEmpty();
    mayRead = true;
    second();
    assertThat(asked).hasSize(1);
    assertThat(Sightings.onlyOne(tools.handoff()).evidence()).containsEntry("removedAgain", 1L);
  }

  @Test
  void keysKnownByHash_areSaidToBe() {
    for (int i = 0; i < 2; i++) {
      application.accept(
          () -> aggregation.ring().sampled(CONCURRENT, REMOVE, new HashMap<>(), 5, 1, 50, 0));
    }
    second();
    assertThat(Sightings.onlyOne(tools.handoff()).summary())
        .contains("1 was of a key with the hash of one removed before");
  }

  @Test
  void switchedOff_nothingIsKept() {
    watch.stop();
    remove(CONCURRENT, REMOVE, "key", 1);
    remove(CONCURRENT, REMOVE, "key", 1);
    second();
    watch.sweep();
    assertThat(asked).isEmpty();
    assertThat(aggregation.repeated.bytes()).isZero();
    watch.start(0);
    remove(CONCURRENT, REMOVE, "key", 1);
    second();
    assertThat(asked).as("as if nothing had been before").isEmpty();
  }

  private void second() {
    aggregation.drainAll();
    watch.everySecond();
  }

  private void remove(MapCounters counters, int operation, Object key, long entries) {
    application.accept(() -> offer(counters, operation, key, entries));
  }
}
