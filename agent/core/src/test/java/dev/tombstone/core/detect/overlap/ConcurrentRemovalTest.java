package dev.tombstone.core.detect.overlap;

import static dev.tombstone.core.detect.framework.Sightings.found;
import static dev.tombstone.core.detect.framework.Sightings.onlyOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.model.operation.Mutation;
import dev.tombstone.model.snapshot.Grade;
import java.lang.StackWalker.StackFrame;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrentRemovalTest {
  private final InterruptedWalks stacks = new InterruptedWalks();
  private final HandoffQueue handoff = new HandoffQueue();
  private final ConcurrentRemoval detector = new ConcurrentRemoval(stacks, handoff);
  private final SteppedThread ann = new SteppedThread("ann", detector);
  private final SteppedThread bob = new SteppedThread("bob", detector);
  private final Map<String, Integer> map = new HashMap<>(Map.of("key", 1));

  /** Takes stacks, and lets something happen meanwhile. */
  private static final class InterruptedWalks extends WatcherStack {
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});

    void atTheNextWalk(Runnable happens) {
      meanwhile.set(happens);
    }

    @Override
    public StackFrame[] take() {
      meanwhile.getAndSet(() -> {}).run();
      return super.take();
    }
  }

  @AfterEach
  void endThreads() {
    ann.close();
    bob.close();
  }

  @Test
  void twoInside_theSeeingOneRemoves_provenWithBothThreads() {
    SteppedThread.Inside first = ann.enter(map, Mutation.REMOVE);
    SteppedThread.Inside second = bob.enter(map, Mutation.REMOVE);
    bob.step(() -> map.remove("key"));
    second.exit();
    assertThat(found(handoff)).isEmpty();
    first.exit();
    Occurrence occurrence = onlyOne(handoff);
    assertThat(occurrence.hazard()).isEqualTo(ConcurrentRemovalDetector.HAZARD);
    assertThat(occurrence.grade()).isEqualTo(Grade.PROVEN);
    assertThat(occurrence.mapClass()).isEqualTo("java.util.HashMap");
    assertThat(occurrence.summary()).contains("java.util.HashMap", "(remove, remove)");
    assertThat(occurrence.threads()).extracting("name").containsExactly("ann", "bob");
    assertThat(occurrence.threads())
        .allSatisfy(
            thread ->
                assertThat(thread.stack())
                    .isNotEmpty()
                    .noneMatch(frame -> frame.contains("ConcurrentRemoval.")));
    assertThat(occurrence.evidence())
        .containsEntry("operations", List.of("remove", "remove"))
        .containsEntry("applicationCodeInside", "none")
        .containsKey("witness");
  }

  @Test
  void twoInside_theAnnouncedOneInserts_provenAtItsExit() {
    SteppedThread.Inside first = ann.enter(map, Mutation.INSERT);
    SteppedThread.Inside second = bob.enter(map, Mutation.REMOVE);
    ann.step(() -> map.put("new", 2));
    first.exit();
    assertThat(onlyOne(handoff).grade()).isEqualTo(Grade.PROVEN);
    second.exit();
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void twoInside_changeComesAfterTheAnnouncedOneLeft_provenAtTheOthersExit() {
    SteppedThread.Inside first = ann.enter(map, Mutation.REMOVE);
    SteppedThread.Inside second = bob.enter(map, Mutation.REMOVE);
    first.exit();
    assertThat(found(handoff)).isEmpty();
    bob.step(() -> map.remove("key"));
    second.exit();
    assertThat(onlyOne(handoff).grade()).isEqualTo(Grade.PROVEN);
  }

  @Test
  void twoInside_seenOnlyAtTheExitOfTheFirst_proven() {
    SteppedThread.Inside first = ann.enter(map, Mutation.INSERT);
    detector.refill(0);
    SteppedThread.Inside second = bob.enter(map, Mutation.REMOVE);
    detector.refill(1);
    ann.step(() -> map.put("new", 2));
    first.exit();
    assertThat(found(handoff)).isEmpty();
    second.exit();
    assertThat(onlyOne(handoff).threads()).extracting("name").containsExactly("bob", "ann");
  }

  @Test
  void announcedOneLeavesWhileTheSeeingOneWalksItsStack_proven() {
    SteppedThread.Inside first = ann.enter(map, Mutation.INSERT);
    ann.step(() -> map.put("new", 2));
    stacks.atTheNextWalk(first::exit);
    bob.enter(map, Mutation.REMOVE).exit();
    assertThat(onlyOne(handoff).threads()).extracting("name").containsExactly("ann", "bob");
  }

  @Test
  void seeingOneLeavesWhileTheAnnouncedOneWalksItsStack_proven() {
    detector.allow(1, 0, 1);
    SteppedThread.Inside first = ann.enter(map, Mutation.INSERT);
    SteppedThread.Inside second = bob.enter(map, Mutation.REMOVE);
    ann.step(() -> map.put("new", 2));
    stacks.atTheNextWalk(second::exit);
    first.exit();
    assertThat(onlyOne(handoff).threads()).extracting("name").containsExactly("ann", "bob");
  }

  @Test
  void twoInside_nobodyChangesTheStructure_silent() {
    SteppedThread.Inside first = ann.enter(map, Mutation.REMOVE);
    SteppedThread.Inside second = bob.enter(map, Mutation.INSERT);
    ann.step(() -> map.remove("absent"));
    bob.step(() -> map.put("key", 7));
    first.exit();
    second.exit();
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void twoInside_clearOfAnEmptyMap_isNoChange() {
    Map<String, Integer> empty = new HashMap<>();
    SteppedThread.Inside first = ann.enter(empty, Mutation.CLEAR, null, null);
    SteppedThread.Inside second = bob.enter(empty, Mutation.CLEAR, null, null);
    ann.step(() -> cleared(empty));
    bob.step(() -> cleared(empty));
    first.exit();
    second.exit();
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void oneAfterTheOther_silent() {
    for (int i = 0; i < 3; i++) {
      SteppedThread.Inside first = ann.enter(map, Mutation.INSERT);
      ann.step(() -> map.put("new", 2));
      first.exit();
      SteppedThread.Inside second = bob.enter(map, Mutation.REMOVE);
      bob.step(() -> map.remove("new"));
      second.exit();
    }
    assertThat(found(handoff)).isEmpty();
    assertThat(detector.withoutStack()).isZero();
  }

  @Test
  void nestedOperationOfOneThread_isNotFollowed() {
    SteppedThread.Inside outer = ann.enter(map, Mutation.COMPUTE);
    SteppedThread.Inside inner = ann.enter(map, Mutation.INSERT);
    assertThat(inner.isFollowed()).isFalse();
    ann.step(() -> map.put("new", 2));
    inner.exit();
    outer.exit();
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void announcementLeftBehind_laterOperations_silent() {
    ann.enter(map, Mutation.REMOVE);
    SteppedThread.Inside second = bob.enter(map, Mutation.REMOVE);
    bob.step(() -> map.remove("key"));
    second.exit();
    SteppedThread.Inside third = ann.enter(map, Mutation.INSERT);
    ann.step(() -> map.put("key", 3));
    third.exit();
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void mapsInOneSlot_areNotTakenForEachOther() {
    List<Map<String, Integer>> maps = mapsOfOneSlot();
    SteppedThread.Inside first = ann.enter(maps.get(0), Mutation.INSERT);
    SteppedThread.Inside second = bob.enter(maps.get(1), Mutation.INSERT);
    assertThat(second.isFollowed()).isTrue();
    ann.step(() -> maps.get(0).put("a", 1));
    bob.step(() -> maps.get(1).put("b", 1));
    first.exit();
    second.exit();
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void mapsInOneSlot_overlapOnTheLowerOne_isSeen() {
    List<Map<String, Integer>> maps = mapsOfOneSlot();
    SteppedThread.Inside first = ann.enter(maps.get(0), Mutation.INSERT);
    SteppedThread.Inside content = bob.enter(maps.get(1), Mutation.INSERT);
    SteppedThread.Inside second = bob.enter(maps.get(0), Mutation.INSERT);
    bob.step(() -> maps.get(0).put("b", 1));
    second.exit();
    content.exit();
    first.exit();
    assertThat(onlyOne(handoff).grade()).isEqualTo(Grade.PROVEN);
  }

  @Test
  void applicationCodeInside_isObservedOnly() {
    SteppedThread.Inside first = ann.enter(map, Mutation.COMPUTE);
    SteppedThread.Inside second = bob.enter(map, Mutation.REMOVE);
    bob.step(() -> map.remove("key"));
    second.exit();
    first.exit();
    Occurrence occurrence = onlyOne(handoff);
    assertThat(occurrence.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(occurrence.summary()).contains("unless code of the application");
    assertThat(occurrence.evidence()).containsEntry("applicationCodeInside", "possible");
  }

  @Test
  void nothingAllowed_overlapsAreCountedAndNotReported() {
    detector.refill(0);
    overlap();
    assertThat(found(handoff)).isEmpty();
    assertThat(detector.withoutStack()).isPositive();
    detector.refill(1);
    overlap();
    assertThat(found(handoff)).hasSize(1);
  }

  @Test
  void noEarlyStack_announcedOneLeavesFirst_provenWithBothStacks() {
    detector.allow(1, 0, 1);
    SteppedThread.Inside first = ann.enter(map, Mutation.INSERT);
    SteppedThread.Inside second = bob.enter(map, Mutation.REMOVE);
    ann.step(() -> map.put("new", 2));
    first.exit();
    assertThat(found(handoff)).isEmpty();
    second.exit();
    Occurrence occurrence = onlyOne(handoff);
    assertThat(occurrence.threads()).extracting("name").containsExactly("ann", "bob");
    assertThat(occurrence.threads()).allSatisfy(thread -> assertThat(thread.stack()).isNotEmpty());
  }

  @Test
  void noEarlyStack_seeingOneLeavesFirst_silent() {
    detector.allow(1, 0, 1);
    SteppedThread.Inside first = ann.enter(map, Mutation.INSERT);
    SteppedThread.Inside second = bob.enter(map, Mutation.REMOVE);
    bob.step(() -> map.remove("key"));
    second.exit();
    first.exit();
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void moreConfirmedOverlapsThanPairsOfStacks_areCountedAndNotReported() {
    for (int i = 0; i < ConcurrentRemoval.PAIRS_OF_STACKS + 3; i++) {
      overlap();
    }
    assertThat(found(handoff)).hasSize(ConcurrentRemoval.PAIRS_OF_STACKS);
    assertThat(detector.withoutStack()).isEqualTo(3);
  }

  @Test
  void sweep_announcementLeftBehind_goesAtTheSecondAndLetsTheMapGo() {
    WeakReference<Object> gone = leaveAnnouncementBehind();
    detector.sweep();
    detector.sweep();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              System.gc();
              return gone.refersTo(null);
            });
  }

  @Test
  void announcementLeftBehind_threadIsFollowedAgainAfterManyOperations() {
    ann.enter(map, Mutation.REMOVE);
    for (int i = 1; i < ConcurrentRemoval.STALE_AFTER; i++) {
      assertThat(ann.enter(map, Mutation.REMOVE).isFollowed()).isFalse();
    }
    assertThat(ann.enter(map, Mutation.REMOVE).isFollowed()).isTrue();
  }

  @Test
  void sweep_announcementLeftBehind_threadIsFollowedAgain() {
    ann.enter(map, Mutation.REMOVE);
    assertThat(ann.enter(map, Mutation.REMOVE).isFollowed()).isFalse();
    detector.sweep();
    detector.sweep();
    assertThat(ann.enter(map, Mutation.REMOVE).isFollowed()).isTrue();
  }

  @Test
  void warmUp_leavesNothing() {
    detector.warmUp();
    assertThat(found(handoff)).isEmpty();
    assertThat(handoff.dropped()).isZero();
  }

  private void overlap() {
    SteppedThread.Inside first = ann.enter(map, Mutation.INSERT);
    SteppedThread.Inside second = bob.enter(map, Mutation.INSERT);
    ann.step(() -> map.put("new " + map.size(), 2));
    first.exit();
    second.exit();
  }

  private WeakReference<Object> leaveAnnouncementBehind() {
    Object map = new HashMap<String, String>();
    ann.enter(map, Mutation.CLEAR, null, null);
    return new WeakReference<>(map);
  }

  /** By identity hash any two of enough maps share one of the slots. */
  private static List<Map<String, Integer>> mapsOfOneSlot() {
    Map<Integer, Map<String, Integer>> bySlot = new HashMap<>();
    while (true) {
      Map<String, Integer> candidate = new HashMap<>();
      int hash = System.identityHashCode(candidate);
      Map<String, Integer> before = bySlot.putIfAbsent((hash ^ (hash >>> 11)) & 0x7FF, candidate);
      if (before != null) {
        return List.of(before, candidate);
      }
    }
  }

  private static boolean cleared(Map<?, ?> map) {
    map.clear();
    return true;
  }
}
