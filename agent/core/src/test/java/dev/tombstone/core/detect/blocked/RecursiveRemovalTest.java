package dev.tombstone.core.detect.blocked;

import static dev.tombstone.core.detect.framework.Sightings.found;
import static dev.tombstone.core.detect.framework.Sightings.onlyOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.hook.Part;
import dev.tombstone.model.snapshot.Grade;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RecursiveRemovalTest {
  private final HandoffQueue handoff = new HandoffQueue();
  private final RecursiveRemoval watch =
      new RecursiveRemoval(new WatcherStack(10, 256), handoff, Part.FIRST_DETECTOR);
  private final ConcurrentHashMap<String, String> map = new ConcurrentHashMap<>();

  @Test
  void removalInsideItsOwnCompute_refusedByTheMap_isProvenWithBothLines() {
    map.computeIfAbsent("key", this::removedAtOnce);
    Occurrence occurrence = onlyOne(handoff);
    assertThat(occurrence.grade()).isEqualTo(Grade.PROVEN);
    assertThat(occurrence.mapClass()).isEqualTo(ConcurrentHashMap.class.getName());
    assertThat(occurrence.summary())
        .contains(": it is called inside a function", "in computeIfAbsent at ", "isProven");
    assertThat(occurrence.evidence())
        .containsEntry("kind", "recursive")
        .containsKeys("removal", "computing", "witness");
    assertThat(occurrence.threads()).hasSize(1);
  }

  @Test
  void removalOfAnotherKeyInTheSameBin_isProven() {
    map.compute("Aa", (key, value) -> removedAtOnce("BB"));
    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    assertThat(onlyOne(handoff).grade()).isEqualTo(Grade.PROVEN);
  }

  @Test
  void sameException_binNotReserved_isObservedWithoutSayingMore() {
    map.put("key", "value");
    watch.refused(map, "key".hashCode(), new IllegalStateException(RecursiveRemoval.MESSAGE));
    watch.refused(
        new ConcurrentHashMap<>(), 0, new IllegalStateException(RecursiveRemoval.MESSAGE));
    assertThat(found(handoff))
        .hasSize(2)
        .allMatch(occurrence -> occurrence.grade() == Grade.OBSERVED)
        .noneMatch(occurrence -> occurrence.summary().contains("inside"));
  }

  @Test
  void reservedByAnotherThread_isNotProven() throws InterruptedException {
    CountDownLatch reserved = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    Thread computing =
        new Thread(
            () ->
                map.computeIfAbsent(
                    "key",
                    key -> {
                      reserved.countDown();
                      try {
                        seen.await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                      return "value";
                    }));
    computing.start();
    reserved.await();
    watch.refused(map, "key".hashCode(), new IllegalStateException(RecursiveRemoval.MESSAGE));
    seen.countDown();
    computing.join();
    assertThat(onlyOne(handoff).grade()).isEqualTo(Grade.OBSERVED);
  }

  @Test
  void anotherException_insideCompute_isNothing() {
    map.computeIfAbsent(
        "key",
        key -> {
          watch.refused(map, key.hashCode(), new IllegalStateException("closed"));
          watch.refused(map, key.hashCode(), new IllegalStateException());
          return "value";
        });
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void moreThanItsAllowance_isCountedUntilTheNextSecond() {
    for (int i = 0; i < 100; i++) {
      map.computeIfAbsent("key", this::removedAtOnce);
      map.clear();
    }
    assertThat(found(handoff)).hasSize(10);
    assertThat(watch.withoutStack()).isEqualTo(90);
    watch.everySecond();
    map.computeIfAbsent("key", this::removedAtOnce);
    assertThat(found(handoff)).hasSize(1);
  }

  @Test
  void warmUp_findsNothing() {
    watch.warmUp();
    assertThat(found(handoff)).isEmpty();
  }

  /** Removes the key, and tells of what that ends in as the handler does. */
  private String removedAtOnce(String key) {
    try {
      map.remove(key);
    } catch (IllegalStateException refused) {
      watch.refused(map, key.hashCode(), refused);
    }
    return "value";
  }
}
