package dev.tombstone.core.detect.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.clock.SteadyClock;
import dev.tombstone.core.detect.AllDetectors;
import dev.tombstone.core.detect.framework.Detection;
import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.ReturningKeys;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.hook.watch.MutationHook;
import dev.tombstone.model.operation.Mutation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DelayInjectionTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private static final int INSERT = Mutation.INSERT.ordinal();

  /** Of a clock that goes on whenever it is read. */
  private static final long STEP = 100;

  private final AtomicLong now = new AtomicLong();
  private final DelayInjection stall = new DelayInjection(() -> now.addAndGet(STEP));

  @Test
  void stall_withinTheAllowance_takesItsTime() {
    stall.refill(0);
    stall.refill(100 * MILLI);
    long began = now.get();
    assertThat(stall.stall(1)).isTrue();
    assertThat(now.get() - began)
        .isBetween((long) DelayInjection.LEAST_NANOS, DelayInjection.MOST_NANOS + 2 * STEP);
  }

  @Test
  void stall_allowanceUsedUp_doesNotHoldAnyoneBack() {
    assertThat(stall.stall(1)).isFalse();
    stall.refill(0);
    assertThat(stall.stall(1)).isFalse();
    stall.refill(100 * MILLI);
    long allowed = DelayInjection.NANOS_A_SECOND / 10;
    int stalls = 0;
    while (stall.stall(stalls + 1)) {
      stalls++;
    }
    assertThat((long) stalls)
        .isBetween(
            allowed / (DelayInjection.MOST_NANOS + STEP), allowed / DelayInjection.LEAST_NANOS + 1);
  }

  @Test
  void stall_processorBackLate_countsAsHeldBack() {
    DelayInjection slow = new DelayInjection(() -> now.addAndGet(20 * MILLI));
    slow.refill(0);
    slow.refill(1_000 * MILLI);
    assertThat(slow.stall(1)).isTrue();
    assertThat(slow.stall(2)).isFalse();
    slow.refill(1_500 * MILLI); // 20 of 10 ms were taken
    assertThat(slow.stall(3)).isFalse();
    slow.refill(2_600 * MILLI);
    assertThat(slow.stall(4)).isTrue();
  }

  @Test
  void refill_afterALongPause_isOneSecondsAllowanceAtMost() {
    stall.refill(0);
    stall.refill(TimeUnit.HOURS.toNanos(1));
    stall.refill(TimeUnit.HOURS.toNanos(2));
    int stalls = 0;
    while (stall.stall(stalls)) {
      stalls++;
    }
    assertThat((long) stalls)
        .isLessThanOrEqualTo(DelayInjection.NANOS_A_SECOND / DelayInjection.LEAST_NANOS + 1);
  }

  @Test
  void detector_mapOfTwoThreads_usesUpTheAllowance() {
    allow(100 * MILLI);
    watching(
        other -> {
          Map<String, Integer> shared = sharedWith(other);
          assertThat(MutationHook.isShared(shared)).isTrue();
          operateOften(shared);
          assertThat(stall.stall(1)).isFalse();
        });
  }

  @Test
  void detector_mapOfOneThread_isNotHeldBack() {
    allow(MILLI / 10); // for one stall
    watching(
        other -> {
          Map<String, Integer> own = Maps.grown(new HashMap<>());
          assertThat(MutationHook.isShared(own)).isFalse();
          operateOften(own);
          assertThat(stall.stall(1)).isTrue();
        });
  }

  @Test
  void detection_withStalls_holdsBackWhatItsTicksAllow() {
    Detection detection =
        new Detection(
            new SteadyClock(InstantSource.fixed(Instant.EPOCH), () -> 0),
            layers -> {},
            AllDetectors.ALL,
            new Tools(
                (frame, map) -> null,
                call -> null,
                (operations, atLeast) -> List.of(),
                ReturningKeys.NONE,
                new Tools.Options(OptionalInt.of(0), true, false, true)),
            error -> {
              throw new AssertionError(error);
            });
    detection.choose(AllDetectors.ALL.parse("concurrent-removal"));
    try (SteppedThread other = new SteppedThread("other", new ByTheHook())) {
      Map<String, Integer> shared = sharedWith(other);
      detection.tick(1);
      detection.tick(1 + 1_000 * MILLI);
      // One alone: on a busy machine it may use up what is allowed.
      long began = System.nanoTime();
      operate(shared);
      assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(DelayInjection.LEAST_NANOS);
    } finally {
      detection.choose(Set.of());
    }
  }

  private void allow(long elapsedNanos) {
    stall.refill(0);
    stall.refill(elapsedNanos);
  }

  private void watching(Consumer<SteppedThread> body) {
    MutationHook.observe(new ConcurrentRemoval(new WatcherStack(), new HandoffQueue(), stall));
    try (SteppedThread other = new SteppedThread("other", new ByTheHook())) {
      body.accept(other);
    } finally {
      MutationHook.stopObserving();
    }
  }

  private static Map<String, Integer> sharedWith(SteppedThread other) {
    Map<String, Integer> shared = Maps.grown(new HashMap<>());
    operate(shared);
    other.enter(shared, Mutation.INSERT).exit();
    return shared;
  }

  private static void operateOften(Map<String, Integer> map) {
    for (int i = 0; i < DelayInjection.NANOS_A_SECOND / DelayInjection.LEAST_NANOS; i++) {
      operate(map);
    }
  }

  private static void operate(Map<String, Integer> map) {
    MutationHook.exit(MutationHook.enter(map, "key", null, INSERT));
  }
}
