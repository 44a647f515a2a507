package dev.tombstone.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.RemovalSink;
import dev.tombstone.model.snapshot.RemovalListener;
import dev.tombstone.model.snapshot.RemovalSample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who listens to samples, and what an aggregation holds. */
class AggregationListenerTest extends AggregationFixture {
  @Test
  void listener_thatWantsSomeSamples_isShownThoseAsKeysAreDisplayed() {
    Samples samples = new Samples();
    aggregation.listen(samples);
    offer(HASH, REMOVE, "secret", 1);
    offer(HASH, CLEAR, RemovalSink.NO_KEY, 7);
    aggregation.drainAll();
    RemovalSample removed = samples.shown.get(0);
    assertThat(removed)
        .isEqualTo(
            new RemovalSample(
                "java.util.HashMap",
                "remove",
                "secret",
                "java.lang.String",
                1,
                50,
                1,
                Thread.currentThread().getName(),
                removed.stack()));
    assertThat(samples.shown.get(1))
        .extracting(RemovalSample::op, RemovalSample::key, RemovalSample::entries)
        .containsExactly("clear", "", 7L);
    samples.wants = false;
    offer(HASH, REMOVE, "secret", 1);
    aggregation.drainAll();
    samples.wants = true;
    aggregation.listen(null);
    offer(HASH, REMOVE, "secret", 1);
    aggregation.drainAll();
    assertThat(samples.shown).hasSize(2);
    aggregation = aggregation("keys.display=hash");
    aggregation.listen(samples);
    offer(HASH, REMOVE, "secret", 0);
    aggregation.drainAll();
    assertThat(samples.shown.get(2).key()).startsWith("#").doesNotContain("secret");
  }

  private static final class Samples implements RemovalListener {
    private final List<RemovalSample> shown = new ArrayList<>();
    private boolean wants = true;

    @Override
    public boolean wantsNext() {
      return wants;
    }

    @Override
    public void removed(RemovalSample sample) {
      shown.add(sample);
    }
  }

  @Test
  void memory_whateverTheKeys_staysWithinTheBudget() {
    long before = aggregation.memoryBytes();
    for (int minute = 0; minute < 70; minute++) {
      for (int i = 0; i < 2_000; i++) {
        offer(HASH, REMOVE, minute + ":" + i, 1);
        if (i % 500 == 0) {
          aggregation.drain();
        }
      }
      aggregation.drain();
      clock.advanceMillis(60_000);
    }
    long panes = aggregation.memoryBytes() - before;
    assertThat(panes).isLessThan(3L << 19);
  }
}
