package dev.tombstone.core.detect.retained;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.ReturningKeys;
import dev.tombstone.core.detect.framework.Sightings;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.hook.Part;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.model.snapshot.Grade;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.WeakHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("UnusedVariable") // Fields are read by their offsets.
class WeakMapWatchTest {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int PER_SECOND = 20;

  private final Counted collected = new Counted();
  private final Tools tools =
      new Tools(
          new StrongPathTest.ByReflection(),
          call -> null,
          (least, operations) -> List.of(),
          ReturningKeys.NONE,
          new Tools.Options(OptionalInt.empty(), false, false, true));
  private final WeakMapWatch watch = new WeakMapWatch(tools, Part.FIRST_DETECTOR, collected);
  private final Map<Object, Object> map = new WeakHashMap<>();
  private final List<Object> held = new ArrayList<>();
  private final List<Occurrence> found = new ArrayList<>();
  private long now;

  @BeforeEach
  void start() {
    watch.start(0);
  }

  @AfterEach
  void stop() {
    watch.stop();
    RecordingControl.setCounting(false);
  }

  @Test
  void valuesThatReferToTheirKeys_onlyGrows_isObservedWithFieldAndGrowth() {
    run(12, Holder::new);
    Occurrence occurrence = onlyOne();
    assertThat(occurrence.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(occurrence.mapClass()).isEqualTo(WeakHashMap.class.getName());
    assertThat(occurrence.summary())
        .contains(
            "of 8 entries looked at in a weak map 8 have a key (java.lang.Object)",
            "Holder.key",
            "none left",
            "though no collection was seen yet");
    assertThat(occurrence.evidence())
        .containsEntry("kind", "weak-map")
        .containsEntry("field", Holder.class.getName() + ".key")
        .containsEntry("valueClass", Holder.class.getName())
        .containsEntry("leftAtMost", 0)
        .containsEntry("collections", 0)
        .containsEntry("put", 10 * PER_SECOND)
        .containsKeys("advice", "insertion");
    assertThat(occurrence.threads()).hasSize(1);
  }

  @Test
  void twoCollections_aFewSecondsSuffice() {
    run(2, Holder::new);
    collected.count += WeakMapWatch.COLLECTIONS;
    run(3, Holder::new);
    assertThat(onlyOne().summary()).contains("with 2 collections meanwhile");
  }

  @Test
  void oneCollection_aFewSeconds_nothingIsSaid() {
    run(2, Holder::new);
    collected.count++;
    run(4, Holder::new);
    assertThat(found).isEmpty();
  }

  @Test
  void fewEntries_muchTime_nothingIsSaid() {
    for (int second = 0; second < 60; second++) {
      put(Holder::new);
      pass();
    }
    assertThat(found).isEmpty();
  }

  @Test
  void unrelatedAndWeaklyHoldingValues_areNothing() {
    run(12, key -> "value");
    Map<Object, Object> other = new WeakHashMap<>();
    for (int i = 0; i < 12 * PER_SECOND; i++) {
      Object key = hold(new Object());
      watch.inserting(other);
      other.put(key, new Holder(new WeakReference<>(key)));
      if (i % PER_SECOND == 0) {
        pass();
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void entriesThatAreRemoved_areNothing() {
    for (int second = 0; second < 30; second++) {
      for (int i = 0; i < PER_SECOND; i++) {
        Object key = put(Holder::new);
        if (i % 2 == 0) {
          map.remove(key);
        }
      }
      pass();
    }
    assertThat(found).isEmpty();
  }

  @Test
  void hardlyAnyRemoved_isSaidWithThatMany() {
    for (int second = 0; second < 12; second++) {
      run(1, Holder::new);
      if (second == 8) {
        map.remove(held.get(3));
      }
    }
    Occurrence occurrence = onlyOne();
    assertThat(occurrence.summary()).contains("2 at most left");
    assertThat(occurrence.evidence()).containsEntry("leftAtMost", 2);
  }

  @Test
  void clear_beginsAnew() {
    run(9, Holder::new);
    map.clear();
    run(8, Holder::new);
    assertThat(found).isEmpty();
    run(5, Holder::new);
    assertThat(found).hasSize(1);
  }

  @Test
  void keysByWayOfASharedObject_areNothing() {
    int parts = 12;
    Object[][] all = new Object[parts][PER_SECOND];
    int[] next = {0};
    run(
        parts,
        key -> {
          all[next[0] / PER_SECOND][next[0] % PER_SECOND] = key;
          next[0]++;
          return new Holder(all);
        });
    assertThat(found).isEmpty();
  }

  @Test
  void valuesThatMostlyLetGo_areNothing() {
    List<Holder> values = new ArrayList<>();
    for (int second = 0; second < 12; second++) {
      run(
          1,
          key -> {
            Holder holder = new Holder(key);
            values.add(holder);
            return holder;
          });
      values.forEach(holder -> holder.key = null);
    }
    assertThat(found).isEmpty();
  }

  @Test
  void keysThatAreClasses_areNothing() {
    Class<?> type = String.class;
    for (int i = 0; i < 200; i++) {
      type = type.arrayType();
      watch.inserting(map);
      map.put(type, new Holder(type));
      if (i % 10 == 0) {
        pass();
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void foundMap_isToldOfAgainLaterWithTheFiguresOfThen() {
    run(12, Holder::new);
    found.clear();
    run(5, Holder::new);
    assertThat(found).isEmpty();
    run(8, Holder::new);
    assertThat(onlyOne().evidence()).containsEntry("put", 20 * PER_SECOND);
  }

  @Test
  void moreMapsThanAreKnown_nothingFails() {
    List<Map<Object, Object>> many = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Map<Object, Object> each = new WeakHashMap<>();
      many.add(each);
      watch.inserting(each);
      if (i % 50 == 0) {
        pass();
      }
    }
    assertThat(many).hasSize(2_000);
    for (int second = 0; second < 100; second++) {
      pass();
    }
    watch.sweep();
    run(12, Holder::new);
    assertThat(found).hasSize(1);
  }

  @Test
  void warmUp_findsNothing() {
    watch.warmUp();
    assertThat(Sightings.found(tools.handoff())).isEmpty();
  }

  @Test
  void collectionCount_collected_isSeen() {
    CollectionCount count = new CollectionCount();
    count.look();
    while (count.seen() < 2) {
      System.gc();
      count.look();
    }
    assertThat(count.seen()).isEqualTo(2);
  }

  private void run(int seconds, Function<Object, Object> value) {
    for (int second = 0; second < seconds; second++) {
      for (int i = 0; i < PER_SECOND; i++) {
        put(value);
      }
      pass();
    }
  }

  private Object put(Function<Object, Object> value) {
    Object key = hold(new Object());
    watch.inserting(map);
    map.put(key, value.apply(key));
    return key;
  }

  /** No key of a test is collected while it runs. */
  private Object hold(Object key) {
    held.add(key);
    return key;
  }

  private void pass() {
    now += SECOND_NANOS;
    watch.tick(now);
    watch.everySecond();
    tools.stacks().refill();
    found.addAll(Sightings.found(tools.handoff()));
  }

  private Occurrence onlyOne() {
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static final class Counted extends CollectionCount {
    private int count;

    @Override
    int seen() {
      return count;
    }
  }

  private static final class Holder {
    @Nullable Object key;

    Holder(Object key) {
      this.key = key;
    }
  }
}
