package dev.tombstone.core.detect.iteration;

import static dev.tombstone.core.detect.framework.Sightings.onlyOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.Occurrence.Fact;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.hook.watch.IterationHook;
import dev.tombstone.model.family.Layer;
import dev.tombstone.model.snapshot.Grade;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loops that fail while their failure alone is woven, and once removals are as well. */
class FailingLoopsTest {
  private static final String FAILED = "ConcurrentModificationException";
  private static final Layer.Woven FAILURES = new Layer.Woven(Set.of(Layer.FAILURE), Set.of());

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final HandoffQueue handoff = new HandoffQueue();
  private final RemovalWhileIterating detector =
      new RemovalWhileIterating(new WatcherStack(), handoff);
  private final Map<Integer, Integer> map = new HashMap<>();
  private int modCount;

  @BeforeEach
  void observe() {
    for (int i = 0; i < 10; i++) {
      map.put(i, i);
      modCount++;
    }
    IterationHook.observe(detector);
    IterationHook.allowSightings(100);
  }

  @AfterEach
  void stopObserving() {
    IterationHook.stopObserving();
  }

  @Test
  void failed_removalsNotNoted_saysSoAndAsksForThemTheSecondTime() {
    detector.woven(FAILURES);
    for (int time = 0; time < 2; time++) {
      assertThat(detector.asksRemovalsOf()).isEmpty();
      failsUnknown();
      Occurrence occurrence = onlyOne(handoff);
      assertThat(occurrence.grade()).isEqualTo(Grade.OBSERVED);
      assertThat(occurrence.summary()).contains("by whom is not known", "within 5 minutes");
      assertThat(occurrence.evidence()).containsEntry("removals", "not noted when the loop failed");
      assertThat(occurrence.threads()).hasSize(1);
    }
    assertThat(detector.asksRemovalsOf()).containsExactly("java.util.HashMap");
    detector.tick((Tracing.SECONDS - 1) * SECOND_NANOS);
    detector.everySecond();
    assertThat(detector.asksRemovalsOf()).isNotEmpty();
    detector.tick(Tracing.SECONDS * SECOND_NANOS);
    detector.everySecond();
    assertThat(detector.asksRemovalsOf()).isEmpty();
  }

  @Test
  void failed_lookKnowingLessOrMore_isOfTheSameFact() throws InterruptedException {
    detector.woven(FAILURES);
    failsUnknown();
    assertThat(onlyOne(handoff).fact()).isEqualTo(new Fact(FAILED, "", 3));
    detector.woven(new Layer.Woven(Set.of(Layer.FAILURE), Set.of("java.util.HashMap")));
    failsUnknown();
    assertThat(onlyOne(handoff).fact()).isEqualTo(new Fact(FAILED, "", 2));
    IterationHook.allowSightings(0);
    int expected = modCount;
    remove(1);
    IterationHook.failed(map, expected);
    Occurrence withoutLine = onlyOne(handoff);
    assertThat(withoutLine.fact()).isEqualTo(new Fact(FAILED, "own thread", 1));
    assertThat(withoutLine.grade()).isEqualTo(Grade.PROVEN);
    assertThat(withoutLine.threads()).hasSize(2);
    assertThat(withoutLine.threads().get(1).stack()).isEmpty();
    IterationHook.allowSightings(100);
    expected = modCount;
    remove(2);
    IterationHook.failed(map, expected);
    assertThat(onlyOne(handoff).fact()).isEqualTo(new Fact(FAILED, "own thread", 0));
    expected = modCount;
    Thread other = new Thread(() -> remove(3), "other");
    other.start();
    other.join();
    IterationHook.failed(map, expected);
    assertThat(onlyOne(handoff).fact()).isEqualTo(new Fact(FAILED, "other thread", 0));
  }

  /** Of a change that nobody told of. */
  private void failsUnknown() {
    IterationHook.failed(map, modCount - 1);
  }

  private void remove(int key) {
    map.remove(key);
    IterationHook.removed(map, ++modCount);
  }
}
