package dev.tombstone.core.detect.retained;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.ReturningKeys;
import dev.tombstone.core.detect.framework.Sightings;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.hook.Part;
import dev.tombstone.hook.value.RemovedValueHook;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.snapshot.Grade;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemovedValueWatchTest {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final String MAP = "java.util.HashMap";

  private final Tools tools =
      new Tools(
          new StrongPathTest.ByReflection(),
          call -> null,
          (operations, atLeast) -> List.of(),
          ReturningKeys.NONE,
          new Tools.Options(OptionalInt.empty(), false, false, true));
  private final OldCounted old = new OldCounted();
  private final RemovedValueWatch watch =
      new RemovedValueWatch(tools, Part.FIRST_DETECTOR, new CollectionCount(), old);
  private final List<Object> held = new ArrayList<>();
  private final List<Occurrence> found = new ArrayList<>();
  private long now;

  @BeforeEach
  void start() {
    watch.start(0);
    pass(1);
  }

  @AfterEach
  void stop() {
    watch.stop();
  }

  @Test
  void valuesThatStay_twoOldCollectionsLater_areObservedWithHowManyAndHowOld() {
    remove(10, true);
    old.count += RemovalSite.OLD_COLLECTIONS;
    pass(RemovalSite.LEAST_SECONDS + 1);
    assertThat(found).hasSize(1);
    Occurrence occurrence = found.get(0);
    assertThat(occurrence.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(occurrence.mapClass()).isEqualTo(MAP);
    assertThat(occurrence.summary())
        .contains("of 10 sampled values", "10 are still in memory", "at least 2 collections")
        .doesNotContain("leak");
    assertThat(occurrence.evidence())
        .containsEntry("kind", "removed-value")
        .containsEntry("valueClass", Value.class.getName())
        .containsEntry("operation", "remove")
        .containsEntry("followed", 10)
        .containsEntry("stillInMemory", 10)
        .containsEntry("oldCollectionsAtLeast", 2)
        .containsKeys("removal", "oldestSeconds", "advice");
    assertThat(occurrence.threads()).hasSize(1);
  }

  @Test
  void fewerCollectionsOrTooSoon_nothingIsSaid() {
    remove(10, true);
    old.count += RemovalSite.OLD_COLLECTIONS - 1;
    pass(60);
    assertThat(found).isEmpty();
    old.count++;
    pass(1);
    assertThat(found).hasSize(1);
  }

  @Test
  void fewValuesThatStay_nothingIsSaid() {
    remove(RemovalSite.LEAST_STAYED - 1, true);
    old.count += RemovalSite.OLD_COLLECTIONS;
    pass(10);
    assertThat(found).isEmpty();
  }

  @Test
  void valuesThatWereCollected_areCountedAgainstThoseThatStay() {
    remove(10, false);
    remove(9, true);
    collect();
    old.count += RemovalSite.OLD_COLLECTIONS;
    pass(10);
    assertThat(found).as("more than half are gone").isEmpty();
    remove(10, true);
    old.count += RemovalSite.OLD_COLLECTIONS;
    pass(10);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).evidence())
        .containsEntry("followed", 29)
        .containsEntry("stillInMemory", 19);
  }

  @Test
  void sameObjectAgainAndAgain_isOne() {
    Value shared = new Value();
    for (int i = 0; i < 30; i++) {
      watch.removed(this, MAP, shared, Operation.REMOVE.ordinal());
    }
    held.add(shared);
    old.count += RemovalSite.OLD_COLLECTIONS;
    pass(10);
    assertThat(found).isEmpty();
  }

  @Test
  void textsNumbersAndSharedObjects_areNotFollowed() {
    for (int i = 0; i < 20; i++) {
      for (Object value :
          List.of("text" + i, 100_000 + i, true, Thread.State.NEW, String.class, new Object())) {
        held.add(value);
        watch.removed(this, MAP, value, Operation.REMOVE.ordinal());
      }
    }
    old.count += RemovalSite.OLD_COLLECTIONS;
    pass(10);
    assertThat(found).isEmpty();
  }

  @Test
  void toldFinding_isToldAgainOnlyWhenItHasGrown() {
    remove(10, true);
    old.count += RemovalSite.OLD_COLLECTIONS;
    pass(20);
    remove(2, true);
    old.count += RemovalSite.OLD_COLLECTIONS;
    pass(20);
    assertThat(found).hasSize(1);
    remove(5, true);
    old.count += RemovalSite.OLD_COLLECTIONS;
    pass(20);
    assertThat(found).hasSize(2);
  }

  @Test
  void moreThanTheAllowance_isDrawnInTheNextSecond() {
    for (int i = 0; i < 100; i++) {
      watch.removed(this, MAP, hold(new Value()), Operation.REMOVE.ordinal());
    }
    old.count += RemovalSite.OLD_COLLECTIONS;
    pass(10);
    assertThat(found.get(0).evidence()).containsEntry("followed", RemovedValueWatch.PER_SECOND);
  }

  @Test
  void stopped_letsGoOfAll() {
    remove(10, true);
    watch.stop();
    assertThat(RemovedValueHook.isObserved()).isFalse();
    watch.start(now);
    old.count += RemovalSite.OLD_COLLECTIONS;
    pass(10);
    assertThat(found).isEmpty();
  }

  @Test
  void warmUp_findsNothing() {
    watch.warmUp();
    assertThat(Sightings.found(tools.handoff())).isEmpty();
  }

  @Test
  void oldCollectionCount_objectsThatGrewOld_areSeenToGo() {
    CollectionCount collections = new CollectionCount();
    OldCollectionCount counted = new OldCollectionCount();
    for (int i = 0; i < OldCollectionCount.PROMOTED_AFTER; i++) {
      collectUntilSeen(collections);
      counted.look(collections.seen());
    }
    assertThat(counted.seen()).as("none is old enough yet").isZero();
    while (counted.seen() < 2) {
      collectUntilSeen(collections);
      counted.look(collections.seen());
    }
    assertThat(counted.seen()).isEqualTo(2);
  }

  private static void collectUntilSeen(CollectionCount collections) {
    int before = collections.seen();
    while (collections.seen() == before) {
      System.gc();
      collections.look();
    }
  }

  private void collect() {
    CollectionCount collections = new CollectionCount();
    collectUntilSeen(collections);
    collectUntilSeen(collections);
  }

  private void remove(int count, boolean stays) {
    for (int i = 0; i < count; i++) {
      Value value = new Value();
      if (stays) {
        hold(value);
      }
      watch.removed(this, MAP, value, Operation.REMOVE.ordinal());
    }
    pass(1);
  }

  private Object hold(Object value) {
    held.add(value);
    return value;
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      found.addAll(Sightings.found(tools.handoff()));
      now += SECOND_NANOS;
      watch.tick(now);
      watch.everySecond();
    }
    found.addAll(Sightings.found(tools.handoff()));
  }

  private static final class Value {}

  private static final class OldCounted extends OldCollectionCount {
    private int count;

    @Override
    int seen() {
      return count;
    }
  }
}
