package dev.tombstone.core.detect.framework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.overlap.ConcurrentRemovalDetector;
import dev.tombstone.model.snapshot.Grade;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandoffQueueTest {
  private final HandoffQueue handoff = new HandoffQueue();
  private final List<String> summaries = new ArrayList<>();

  @Test
  void drain_afterOffers_handsEachOverOnceInOrder() {
    handoff.offer(raw("one"));
    handoff.offer(raw("two"));
    drain();
    drain();
    assertThat(summaries).containsExactly("one", "two");
  }

  @Test
  void offer_whileFull_isDroppedAndCounted() {
    for (int i = 0; i < 300; i++) {
      handoff.offer(raw("number " + i));
    }
    drain();
    assertThat(summaries).hasSize(256).startsWith("number 0").doesNotContain("number 256");
    assertThat(handoff.dropped()).isEqualTo(44);
    handoff.offer(raw("after"));
    drain();
    assertThat(summaries).endsWith("after");
  }

  @Test
  void offer_fromTwoThreads_nothingIsLostWhileThereIsRoom() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 2; t++) {
      String name = "thread " + t;
      threads.add(
          new Thread(
              () -> {
                for (int i = 0; i < 128; i++) {
                  handoff.offer(raw(name + ", " + i));
                }
              }));
    }
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    drain();
    assertThat(summaries).hasSize(256).doesNotHaveDuplicates();
    assertThat(handoff.dropped()).isZero();
  }

  private void drain() {
    handoff.drain(occurrence -> summaries.add(occurrence.summary()));
  }

  private static Occurrence.Raw raw(String summary) {
    return () ->
        new Occurrence(
            ConcurrentRemovalDetector.HAZARD, Grade.PROVEN, "Map", summary, List.of(), Map.of());
  }
}
