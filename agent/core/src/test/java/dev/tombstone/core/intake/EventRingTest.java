package dev.tombstone.core.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.tombstone.core.intake.RemovalEvent.KeyKind;
import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.hook.RemovalSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventRingTest {
  private static final MapCounters COUNTERS = CounterTable.of(HashMap.class);

  private final EventRing ring = new EventRing(64, false);

  /** A key whose methods must not be called. */
  private static final class Hostile {
    @Override
    public int hashCode() {
      throw new AssertionError("hashCode called");
    }

    @Override
    public boolean equals(Object other) {
      throw new AssertionError("equals called");
    }

    @Override
    public String toString() {
      throw new AssertionError("toString called");
    }
  }

  private enum Loud {
    ONE {
      @Override
      public String toString() {
        throw new AssertionError("toString called");
      }
    }
  }

  @Test
  void sampled_kindsOfKeys_crossByTheRules() {
    offer("text", RemovalSink.NO_HASH);
    offer(null, RemovalSink.NO_HASH);
    offer(RemovalSink.NO_KEY, RemovalSink.NO_HASH);
    offer(new Hostile(), 0xFFFF_FFFFL);
    offer(new Hostile(), RemovalSink.NO_HASH);
    offer(Loud.ONE, RemovalSink.NO_HASH);
    List<KeyKind> kinds = new ArrayList<>();
    List<Object> keys = new ArrayList<>();
    ring.drain(
        event -> {
          kinds.add(event.keyKind());
          keys.add(event.keyKind() == KeyKind.VALUE ? event.key() : event.keyClass());
        });
    assertThat(kinds)
        .containsExactly(
            KeyKind.VALUE,
            KeyKind.NULL,
            KeyKind.NONE,
            KeyKind.HASH,
            KeyKind.UNIDENTIFIED,
            KeyKind.VALUE);
    assertThat(keys)
        .containsExactly(
            "text", "", "", Hostile.class.getName(), Hostile.class.getName(), Loud.ONE);
  }

  @Test
  void sampled_burst_thinnedWithoutBiasAndWithoutLoss() {
    int bursts = 40;
    int burst = 50_000;
    AtomicLong weight = new AtomicLong();
    for (int repetition = 0; repetition < bursts; repetition++) {
      EventRing wide = new EventRing(1_024, false);
      for (int i = 0; i < burst; i++) {
        wide.sampled(COUNTERS, 0, "k", RemovalSink.NO_HASH, 1, 100, 0);
      }
      int kept = wide.drain(event -> weight.addAndGet(event.weight()));
      assertThat(kept).isLessThanOrEqualTo(1_024);
      assertThat(wide.dropped()).isZero();
      assertThat(wide.takeLargestShift()).isBetween(4, 16);
      assertThat(wide.takeLargestShift()).isZero();
    }
    // Of one burst the last events weigh so much that its sum tells nothing.
    assertThat(weight.get()).isCloseTo((long) bursts * burst, withinPercentage(25));
  }

  @Test
  void sampled_fullRing_sumsUpWhatItDropsAndGoesOnAfterTheDrain() {
    int burst = 1_000_000;
    for (int i = 0; i < burst; i++) {
      offer("k" + i, RemovalSink.NO_HASH);
    }
    AtomicLong weight = new AtomicLong(ring.takeDroppedWeight());
    assertThat(ring.dropped()).isPositive();
    assertThat(ring.takeDroppedWeight()).isZero();
    assertThat(ring.drain(event -> weight.addAndGet(event.weight()))).isEqualTo(64);
    assertThat(weight.get()).isCloseTo(burst, withinPercentage(40));
    ring.takeLargestShift();
    offer("again", RemovalSink.NO_HASH);
    assertThat(ring.drain(event -> assertThat(event.key()).isEqualTo("again"))).isEqualTo(1);
    assertThat(ring.takeLargestShift()).isZero();
  }

  @Test
  void sampled_everyStackDrawn_measuresWhatItTakesOfTheThread() {
    long stacksBefore = ring.stackNanos();
    long recordingBefore = ring.recordingNanos();
    long began = System.nanoTime();
    for (int i = 0; i < 40; i++) {
      offer("key", RemovalSink.NO_HASH);
      ring.drain(event -> {});
    }
    long elapsed = System.nanoTime() - began;
    long stacks = ring.stackNanos() - stacksBefore;
    long recording = ring.recordingNanos() - recordingBefore;
    assertThat(stacks).isPositive();
    assertThat(recording).isPositive();
    assertThat(stacks + recording).isLessThanOrEqualTo(elapsed);
  }

  @Test
  void await_ringFills_wakesAtOnce() throws InterruptedException {
    Thread waiting = new Thread(() -> ring.await(60_000_000_000L));
    waiting.start();
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    for (int i = 0; i < 32; i++) {
      offer("k", RemovalSink.NO_HASH);
    }
    waiting.join(30_000);
    assertThat(waiting.isAlive()).isFalse();
  }

  @Test
  void drain_consumerThatThrows_losesThatEventOnly() {
    offer("first", RemovalSink.NO_HASH);
    offer("second", RemovalSink.NO_HASH);
    try {
      ring.drain(
          event -> {
            throw new IllegalStateException("consumer");
          });
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("consumer");
    }
    List<Object> rest = new ArrayList<>();
    ring.drain(event -> rest.add(event.key()));
    assertThat(rest).containsExactly("second");
  }

  @Test
  void slotThatIsNeverFilled_givenUpAndNeverUsedAgain() {
    EventRing impatient = new EventRing(64, false, 0);
    SlotQueue first = impatient.queue();
    impatient.sampled(COUNTERS, 0, "before", RemovalSink.NO_HASH, 1, 100, 0);
    long lost = first.claim();
    RemovalEvent late = Objects.requireNonNull(first.slot(lost));
    impatient.sampled(COUNTERS, 0, "after", RemovalSink.NO_HASH, 1, 100, 0);
    List<Object> keys = new ArrayList<>();
    while (keys.size() < 2) {
      impatient.drain(event -> keys.add(event.key()));
    }
    assertThat(keys).containsExactly("before", "after");
    assertThat(impatient.abandoned()).isEqualTo(1);
    assertThat(impatient.takeDroppedWeight()).isEqualTo(1);
    assertThat(impatient.queue()).isNotSameAs(first);
    late.setKey("late", RemovalSink.NO_HASH);
    first.publish(lost);
    impatient.sampled(COUNTERS, 0, "again", RemovalSink.NO_HASH, 1, 100, 0);
    keys.clear();
    impatient.drain(event -> keys.add(event.key()));
    assertThat(keys).containsExactly("again");
    assertThat(first.isOver()).isTrue();
  }

  /** As where there was no memory for its event. */
  @Test
  void slotPublishedEmpty_isPassedOver() {
    offer("before", RemovalSink.NO_HASH);
    ring.queue().publish(ring.queue().claim());
    offer("after", RemovalSink.NO_HASH);
    List<Object> keys = new ArrayList<>();
    ring.drain(event -> keys.add(event.key()));
    assertThat(keys).containsExactly("before", "after");
    assertThat(ring.abandoned()).isZero();
  }

  @Test
  void slotThatIsFilledLate_isHandedOver() {
    EventRing patient = new EventRing(64, false);
    long slow = patient.queue().claim();
    Objects.requireNonNull(patient.queue().slot(slow)).setKey("slow", RemovalSink.NO_HASH);
    assertThat(patient.drain(event -> {})).isZero();
    patient.queue().publish(slow);
    List<Object> keys = new ArrayList<>();
    patient.drain(event -> keys.add(event.key()));
    assertThat(keys).containsExactly("slow");
    assertThat(patient.abandoned()).isZero();
  }

  @Test
  void resize_filledRing_keepsItsEventsAndTakesMore() {
    fill("before", 32);
    ring.resize(1_024);
    fill("after", 512);
    assertThat(ring.capacity()).isEqualTo(1_024);
    assertThat(ring.takeLargestShift()).isZero();
    List<Object> keys = new ArrayList<>();
    assertThat(ring.drain(event -> keys.add(event.key()))).isEqualTo(32 + 512);
    assertThat(keys.subList(0, 32)).containsOnly("before");
    assertThat(keys.subList(32, keys.size())).containsOnly("after");
    ring.resize(64);
    fill("again", 32);
    assertThat(ring.drain(event -> {})).isEqualTo(32);
  }

  @Test
  void resize_whileManyThreadsFillIt_losesNothing() throws Exception {
    int threads = 3;
    int each = 100_000;
    AtomicLong drained = new AtomicLong();
    List<Thread> producers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      Thread thread = new Thread(() -> fillOnceThereIsRoom(each));
      thread.start();
      producers.add(thread);
    }
    boolean under = true;
    for (int round = 0; under; round++) {
      under = producers.stream().anyMatch(Thread::isAlive);
      ring.resize(round % 2 == 0 ? 65_536 : 32_768);
      ring.drain(event -> drained.addAndGet(event.weight()));
    }
    assertThat(ring.takeLargestShift()).isZero();
    ring.drain(event -> drained.addAndGet(event.weight()));
    assertThat(ring.dropped()).isZero();
    assertThat(drained.get()).isEqualTo((long) threads * each);
  }

  @Test
  void sampled_manyThreads_everyEventThatArrivesIsWhole() throws Exception {
    int threads = 4;
    int each = 50_000;
    AtomicLong sum = new AtomicLong();
    List<Thread> producers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  offer("k", RemovalSink.NO_HASH);
                }
              });
      thread.start();
      producers.add(thread);
    }
    long drained = 0;
    while (producers.stream().anyMatch(Thread::isAlive)) {
      drained += ring.drain(event -> sum.addAndGet(event.entries()));
    }
    drained += ring.drain(event -> sum.addAndGet(event.entries()));
    assertThat(sum.get()).isEqualTo(drained);
    assertThat(ring.drain(event -> {})).isZero();
  }

  /** Never so fast that the ring would have to thin. */
  private void fillOnceThereIsRoom(int events) {
    for (int i = 0; i < events; i++) {
      while (ring.isFilling()) {
        Thread.onSpinWait();
      }
      offer("k", RemovalSink.NO_HASH);
    }
  }

  private void fill(String key, int events) {
    for (int i = 0; i < events; i++) {
      offer(key, RemovalSink.NO_HASH);
    }
  }

  private void offer(@Nullable Object key, long hash) {
    ring.sampled(COUNTERS, 0, key, hash, 1, 100, 0);
  }
}
