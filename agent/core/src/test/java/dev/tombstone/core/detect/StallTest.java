package dev.tombstone.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.Mutation;
import dev.tombstone.hook.MutationHook;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StallTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int INSERT = Mutation.INSERT.ordinal();

  private final Stall stall = new Stall();

  @Test
  void stall_withinTheAllowance_takesItsTime() {
    stall.refill(0);
    stall.refill(100 * MILLI);
    long began = System.nanoTime();
    assertThat(stall.stall(1)).isTrue();
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(Stall.LEAST_NANOS);
  }

  @Test
  void stall_allowanceUsedUp_doesNotHoldAnyoneBack() {
    assertThat(stall.stall(1)).isFalse();
    stall.refill(0);
    assertThat(stall.stall(1)).isFalse();
    stall.refill(100 * MILLI);
    long allowed = Stall.NANOS_A_SECOND / 10;
    int stalls = 0;
    while (stall.stall(stalls + 1)) {
      stalls++;
    }
    assertThat((long) stalls)
        .isBetween(allowed / Stall.MOST_NANOS, allowed / Stall.LEAST_NANOS + 1);
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
    assertThat((long) stalls).isLessThanOrEqualTo(Stall.NANOS_A_SECOND / Stall.LEAST_NANOS + 1);
  }

  @Test
  void detection_mapOfTwoThreads_isHeldBackAndOneOfOneThreadIsNot() {
    Detection detection =
        new Detection(
            InstantSource.fixed(Instant.EPOCH),
            layers -> {},
            frame -> null,
            (frame, map, operation) -> null,
            new Detection.Options(OptionalInt.of(0), true, false));
    detection.choose(EnumSet.of(Hazard.CONCURRENT_REMOVAL));
    try (SteppedThread other = new SteppedThread("other", new ByTheHook())) {
      Map<String, Integer> own = Maps.grown(new HashMap<>());
      Map<String, Integer> shared = Maps.grown(new HashMap<>());
      operate(shared);
      other.enter(shared, Mutation.INSERT).exit();
      detection.tick(1);
      detection.tick(1 + 100 * MILLI);
      assertThat(MutationHook.isShared(shared)).isTrue();
      assertThat(MutationHook.isShared(own)).isFalse();
      assertThat(nanosOf(shared)).isGreaterThanOrEqualTo(Stall.LEAST_NANOS);
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 10; i++) {
        least = Math.min(least, nanosOf(own));
      }
      assertThat(least).isLessThan(nanosOf(shared));
    } finally {
      detection.choose(Set.of());
    }
  }

  private static long nanosOf(Map<String, Integer> map) {
    long began = System.nanoTime();
    operate(map);
    return System.nanoTime() - began;
  }

  private static void operate(Map<String, Integer> map) {
    MutationHook.exit(MutationHook.enter(map, "key", null, INSERT), map, INSERT);
  }
}
