package dev.tombstone.core.detect.iteration;

import static dev.tombstone.core.detect.framework.Sightings.found;
import static dev.tombstone.core.detect.framework.Sightings.onlyOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.hook.jdk.MapInternals;
import dev.tombstone.hook.watch.IterationHook;
import dev.tombstone.model.family.Layer;
import dev.tombstone.model.snapshot.Grade;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemovalWhileIteratingTest {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final WatcherStack stacks = new WatcherStack();
  private final HandoffQueue handoff = new HandoffQueue();
  private final RemovalWhileIterating detector = new RemovalWhileIterating(stacks, handoff);
  private final ExecutorService other =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "other"));
  private final Map<Integer, Integer> map = new HashMap<>();
  private int modCount;

  @BeforeEach
  void observe() {
    for (int i = 0; i < 10; i++) {
      put(i);
    }
    IterationHook.observe(detector);
    IterationHook.allowSightings(100);
    detector.woven(new Layer.Woven(EnumSet.allOf(Layer.class), Set.of()));
  }

  @AfterEach
  void stopObserving() {
    IterationHook.stopObserving();
    other.shutdownNow();
  }

  @Test
  void failed_ownRemovalsExplainAll_provenWithBothPlaces() {
    int expected = modCount;
    remove(1);
    remove(2);
    IterationHook.failed(map, expected);
    Occurrence occurrence = onlyOne(handoff);
    assertThat(occurrence.hazard()).isEqualTo(RemovalWhileIteratingDetector.HAZARD);
    assertThat(occurrence.grade()).isEqualTo(Grade.PROVEN);
    assertThat(occurrence.mapClass()).isEqualTo("java.util.HashMap");
    assertThat(occurrence.summary()).contains("failed with", "its own thread", "(2 removals)");
    assertThat(occurrence.threads()).hasSize(2);
    assertThat(occurrence.threads().get(1).stack()).isNotEmpty();
    assertThat(occurrence.evidence())
        .containsEntry("changes", 2)
        .containsEntry("ownRemovals", 2)
        .containsEntry("ending", "ConcurrentModificationException");
  }

  @Test
  void failed_removalThenInsertion_onlyOneOfTwo_isNoProof() {
    int expected = modCount;
    remove(1);
    put(100);
    IterationHook.failed(map, expected);
    Occurrence occurrence = onlyOne(handoff);
    assertThat(occurrence.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(occurrence.summary()).contains("changed 2 times", "1 of these was a removal by its");
  }

  @Test
  void failed_insertionThenRemoval_isNoProof() {
    int expected = modCount;
    put(100);
    remove(1);
    IterationHook.failed(map, expected);
    assertThat(onlyOne(handoff).grade()).isEqualTo(Grade.OBSERVED);
  }

  @Test
  void failed_insertionsOnly_doesNotSpeakOfARemoval() {
    int expected = modCount;
    put(100);
    IterationHook.failed(map, expected);
    Occurrence occurrence = onlyOne(handoff);
    assertThat(occurrence.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(occurrence.summary()).contains("no removal is known to be among the changes");
    assertThat(occurrence.threads()).hasSize(1);
  }

  @Test
  void failed_removalsBeforeTheLoopOnly_areNotCounted() {
    remove(1);
    remove(2);
    int expected = modCount;
    put(100);
    IterationHook.failed(map, expected);
    assertThat(onlyOne(handoff).evidence()).containsEntry("ownRemovals", 0);
  }

  @Test
  void failed_removalsFromAnotherMap_areNotCounted() {
    Map<Integer, Integer> another = new HashMap<>(map);
    int expected = modCount;
    put(100);
    another.remove(1);
    IterationHook.removed(another, modCount);
    IterationHook.failed(map, expected);
    assertThat(onlyOne(handoff).evidence()).containsEntry("ownRemovals", 0);
  }

  @Test
  void failed_otherThreadRemoved_isNamedWithItsPlace() {
    int expected = modCount;
    onOther(() -> remove(1));
    IterationHook.failed(map, expected);
    Occurrence occurrence = onlyOne(handoff);
    assertThat(occurrence.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(occurrence.summary()).contains("another thread removed from it meanwhile");
    assertThat(occurrence.threads()).extracting("name").contains("other");
    assertThat(occurrence.threads().get(1).stack()).isNotEmpty();
  }

  @Test
  void failed_otherThreadRemovedUnseen_isNamedAllTheSame() {
    IterationHook.allowSightings(0);
    int expected = modCount;
    onOther(() -> remove(1));
    IterationHook.failed(map, expected);
    Occurrence occurrence = onlyOne(handoff);
    assertThat(occurrence.summary()).contains("another thread removed from it meanwhile");
    assertThat(occurrence.threads().get(1).stack()).isEmpty();
  }

  @Test
  void failed_sameCount_silent() {
    IterationHook.failed(map, modCount);
    IterationHook.failed(null, 7);
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void ended_ownRemovalOfTheLast_observedAsAllVisited() {
    int expected = modCount;
    remove(9);
    IterationHook.ended(map, modCount, expected);
    Occurrence occurrence = onlyOne(handoff);
    assertThat(occurrence.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(occurrence.evidence()).containsEntry("ending", "no exception, all visited");
  }

  @Test
  void ended_unchangedOrByInsertion_silent() {
    IterationHook.ended(map, modCount, modCount);
    int expected = modCount;
    put(100);
    IterationHook.ended(map, modCount, expected);
    remove(1);
    IterationHook.ended(map, modCount, expected);
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void ended_otherThreadRemoved_observedAsNotKnown() {
    int expected = modCount;
    onOther(() -> remove(1));
    IterationHook.ended(map, modCount, expected);
    assertThat(onlyOne(handoff).summary())
        .contains("may have been skipped", "another thread removed");
  }

  @Test
  void endedAt_entriesMovedBehind_provenWithTheNumber() {
    Moving moving = new Moving();
    moving.removed();
    IterationHook.moved(6, 2, moving.map);
    IterationHook.moved(8, 6, moving.map);
    moving.ended(4);
    Occurrence occurrence = onlyOne(handoff);
    assertThat(occurrence.grade()).isEqualTo(Grade.PROVEN);
    assertThat(occurrence.summary()).contains("skipped 1 entry");
    assertThat(occurrence.evidence()).containsEntry("entriesSkipped", 1);
  }

  @Test
  void endedAt_nothingMovedAcross_allVisited() {
    Moving moving = new Moving();
    moving.removed();
    IterationHook.moved(4, 2, moving.map);
    moving.ended(4);
    assertThat(onlyOne(handoff).evidence()).containsEntry("ending", "no exception, all visited");
  }

  @Test
  void endedAt_movesNotKnown_isNoProof() {
    Moving wrapped = new Moving();
    wrapped.removed();
    IterationHook.moved(6, 2, wrapped.map);
    IterationHook.moved(0, 8, wrapped.map);
    wrapped.ended(4);
    assertThat(onlyOne(handoff).grade()).isEqualTo(Grade.OBSERVED);
    Moving byIterator = new Moving();
    byIterator.count++;
    IterationHook.removedInPlace(byIterator.map, byIterator.count);
    byIterator.ended(4);
    assertThat(onlyOne(handoff).summary()).contains("may have been skipped");
    Moving many = new Moving();
    many.removed();
    for (int i = 0; i < 100; i++) {
      IterationHook.moved(6, 2, many.map);
    }
    many.ended(4);
    assertThat(onlyOne(handoff).grade()).isEqualTo(Grade.OBSERVED);
    Moving otherTable = new Moving();
    otherTable.removed();
    IterationHook.moved(6, 2, otherTable.map);
    IterationHook.endedAt(otherTable.map, otherTable.count, otherTable.count - 1, 4, new Object[8]);
    assertThat(onlyOne(handoff).grade()).isEqualTo(Grade.OBSERVED);
  }

  @Test
  void failed_once_onlyThatClassIsRememberedFromThenOn() {
    IterationHook.failed(map, modCount - 1);
    assertThat(onlyOne(handoff).threads()).hasSize(1);
    assertThat(detector.removed(new TreeMap<>(), 1)).isFalse();
    assertThat(detector.removed(map, modCount)).isTrue();
    detector.tick((WatchedClasses.SECONDS - 1) * SECOND_NANOS);
    detector.everySecond();
    assertThat(detector.removed(new TreeMap<>(), 1)).isFalse();
    detector.tick(WatchedClasses.SECONDS * SECOND_NANOS);
    detector.everySecond();
    assertThat(detector.removed(new TreeMap<>(), 1)).isTrue();
  }

  @Test
  void failed_noStackAllowed_isCounted() {
    while (stacks.allowed()) {}
    IterationHook.failed(map, modCount - 1);
    IterationHook.ended(map, modCount, modCount - 1);
    assertThat(found(handoff)).isEmpty();
    assertThat(detector.withoutStack()).isEqualTo(1);
  }

  @Test
  void notObserving_nothingHappens() {
    IterationHook.stopObserving();
    int expected = modCount;
    remove(1);
    IterationHook.failed(map, expected);
    IterationHook.ended(map, modCount, expected);
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void sweptTwice_mapIsNotHeld() {
    Map<Integer, Integer> held = new Hashtable<>(Map.of(1, 1));
    WeakReference<Object> reference = new WeakReference<>(held);
    IterationHook.removed(held, 1);
    held = null;
    detector.sweep();
    detector.sweep();
    IterationHook.forgetRuns();
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              System.gc();
              return reference.refersTo(null);
            });
  }

  /** An IdentityHashMap with some entries, and what woven code would tell of a loop over it. */
  private static final class Moving {
    private final IdentityHashMap<Object, Object> map = new IdentityHashMap<>();
    private int count;

    void removed() {
      map.put("key", "value");
      map.remove("key");
      count = 2;
      IterationHook.removed(map, count);
    }

    void ended(int last) {
      IterationHook.endedAt(map, count, count - 1, last, MapInternals.tableOf(map));
    }
  }

  private void put(int key) {
    map.put(key, key);
    modCount++;
  }

  private boolean remove(int key) {
    map.remove(key);
    IterationHook.removed(map, ++modCount);
    return true;
  }

  private void onOther(Callable<Boolean> body) {
    try {
      other.submit(body).get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
