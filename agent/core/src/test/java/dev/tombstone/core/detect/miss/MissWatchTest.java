package dev.tombstone.core.detect.miss;

import static dev.tombstone.core.detect.framework.Sightings.found;
import static dev.tombstone.core.detect.framework.Sightings.onlyOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.framework.CallSites.RemoveCall;
import dev.tombstone.core.detect.framework.Handover;
import dev.tombstone.core.detect.framework.Sighting;
import dev.tombstone.core.detect.framework.SiteCounts;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.core.snapshot.Grade;
import dev.tombstone.hook.Operation;
import dev.tombstone.hook.Part;
import dev.tombstone.hook.Site;
import dev.tombstone.hook.watch.MissHook;
import dev.tombstone.hook.watch.MissObserver;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The detectors of misses, told of misses as the hook would. */
class MissWatchTest {
  private static final int REMOVE = Operation.REMOVE.ordinal();
  private static final int REMOVE_VALUE = Operation.REMOVE_VALUE.ordinal();
  private static final RemoveCall LONG_BY_INTEGER =
      new RemoveCall(
          "Ljava/util/Map<Ljava/lang/Long;Ljava/lang/String;>;",
          "java.lang.Long",
          "java.lang.String",
          List.of("java.lang.Integer"));

  private @Nullable RemoveCall declared;
  private SiteCounts.@Nullable Counts counts;
  private Handover handover;
  private MissWatch watch;
  private final Set<Watch> running = new LinkedHashSet<>();
  private final Map<Object, Object> map = new HashMap<>();

  private static final class Key {
    private int number;

    Key(int number) {
      this.number = number;
    }

    @Override
    public int hashCode() {
      return number;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.number == number;
    }
  }

  @BeforeEach
  void watchBoth() {
    watch(true);
  }

  @AfterEach
  void stop() {
    running.forEach(Watch::stop);
    running.clear();
  }

  @Test
  void wrongClassOfKey_declaredSo_isProvenAtOnce() {
    declared = LONG_BY_INTEGER;
    map.put(1L, "text");
    map.put(null, null);
    miss(map, 1, null, REMOVE);
    Sighting found = onlyOne(handover);
    assertThat(found.hazard()).isEqualTo(NeverHitsDetector.HAZARD);
    assertThat(found.grade()).isEqualTo(Grade.PROVEN);
    assertThat(found.mapClass()).isEqualTo("java.util.HashMap");
    assertThat(found.summary()).contains("java.lang.Integer", "java.lang.Long", "never hit");
    assertThat(found.evidence())
        .containsEntry("argumentClass", "java.lang.Integer")
        .containsEntry("keysInTheMap", "java.lang.Long")
        .containsEntry("declaredAs", LONG_BY_INTEGER.receiver())
        .containsEntry("allSeen", true);
    assertThat(found.threads())
        .singleElement()
        .satisfies(thread -> assertThat(thread.stack()).isNotEmpty());
  }

  @Test
  void wrongClassOfKey_notDeclared_isObservedWhenItWasSeenOften() {
    map.put(1L, "text");
    for (int i = 0; i < NeverHits.SIGHTINGS - 1; i++) {
      missOnce(map, i, null, REMOVE);
    }
    assertThat(found(handover)).isEmpty();
    missOnce(map, 8, null, REMOVE);
    assertThat(onlyOne(handover).grade()).isEqualTo(Grade.OBSERVED);
  }

  @Test
  void wrongClassOfKey_lineThatHitsAtOtherTimes_silent() {
    counts = new SiteCounts.Counts(500, 100, 1, 0);
    map.put(1L, "text");
    missOften(map, 1, null, REMOVE);
    assertThat(found(handover)).isEmpty();
  }

  @Test
  void wrongClassOfKey_otherwiseDeclared_isNotProven() {
    map.put(1L, "text");
    for (List<@Nullable String> arguments :
        List.of(List.of("java.lang.Object"), List.<@Nullable String>of("java.lang.Number"))) {
      declared = new RemoveCall("Map", "java.lang.Long", null, arguments);
      missOnce(map, 1, null, REMOVE);
    }
    declared = new RemoveCall("Map", "java.lang.Object", null, List.of("java.lang.Integer"));
    missOnce(map, 1, null, REMOVE);
    assertThat(found(handover)).isEmpty();
  }

  @Test
  void wrongClassOfKey_moreEntriesThanAreLookedAt_isNotProven() {
    declared = LONG_BY_INTEGER;
    for (long i = 0; i < 3_000; i++) {
      map.put(i, "text");
    }
    for (int i = 0; i < NeverHits.SIGHTINGS; i++) {
      missOnce(map, 1, null, REMOVE);
    }
    Sighting found = onlyOne(handover);
    assertThat(found.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(found.summary()).contains("not all there are, 1024");
  }

  @Test
  void keysOfSeveralClasses_orOfOpenEquality_silent() {
    declared = LONG_BY_INTEGER;
    map.put(1L, "text");
    map.put(2, "text");
    missOften(map, 1, null, REMOVE);
    Map<Object, Object> open = new HashMap<>(Map.of(new Key(1), "text"));
    missOften(open, 1, null, REMOVE);
    Map<Object, Object> numbers = new HashMap<>(Map.of(1L, "text"));
    missOften(numbers, new Key(1), null, REMOVE);
    missOften(new HashMap<>(), 1, null, REMOVE);
    assertThat(found(handover)).isEmpty();
  }

  @Test
  void orderedMaps_wrongClassOfKey_isAMatterOfTheOrder() {
    missOften(new TreeMap<>(Map.of("5", "text")), 5, null, REMOVE);
    missOften(new ConcurrentSkipListMap<>(Map.of("5", "text")), 5, null, REMOVE);
    assertThat(found(handover)).isEmpty();
  }

  @Test
  void enumMap_constantOfAnotherEnum_isSeen() {
    Map<TimeUnit, String> byUnit = new EnumMap<>(TimeUnit.class);
    byUnit.put(TimeUnit.DAYS, "text");
    declared =
        new RemoveCall(
            "Ljava/util/Map<Ljava/util/concurrent/TimeUnit;Ljava/lang/String;>;",
            "java.util.concurrent.TimeUnit",
            "java.lang.String",
            List.of(Grade.class.getName()));
    miss(byUnit, Grade.PROVEN, null, REMOVE);
    assertThat(onlyOne(handover).grade()).isEqualTo(Grade.PROVEN);
  }

  @Test
  void wrongClassOfValue_declaredSo_isProven() {
    declared =
        new RemoveCall(
            "Ljava/util/Map<Ljava/lang/String;Ljava/lang/String;>;",
            "java.lang.String",
            "java.lang.String",
            List.of("java.lang.String", "java.lang.Integer"));
    map.put("name", "text");
    miss(map, "name", 1, REMOVE_VALUE);
    Sighting found = onlyOne(handover);
    assertThat(found.grade()).isEqualTo(Grade.PROVEN);
    assertThat(found.evidence()).containsEntry("valuesInTheMap", "java.lang.String");
  }

  @Test
  void valueOfTheRightClass_silent() {
    map.put("name", "text");
    missOften(map, "name", "other text", REMOVE_VALUE);
    map.put("number", 1);
    missOften(map, "name", 2, REMOVE_VALUE);
    assertThat(found(handover)).isEmpty();
  }

  @Test
  void argumentThatIsAValue_isObservedUnlessKeysAreLikeIt() {
    Key value = new Key(1);
    map.put("name", value);
    missOften(map, value, null, REMOVE);
    assertThat(onlyOne(handover).summary()).contains("is one of the map's values");
    Map<Object, Object> next = new HashMap<>(Map.of("start", "end"));
    missOften(next, "end", null, REMOVE);
    assertThat(found(handover)).isEmpty();
  }

  @Test
  void changedKey_inAMapByHash_isProven() {
    for (Map<Object, Object> each : List.of(new HashMap<>(), new LinkedHashMap<>())) {
      Key key = new Key(1);
      each.put(key, "text");
      key.number = 2;
      miss(each, key, null, REMOVE | Site.HASHED | Site.SPREAD);
      Sighting found = onlyOne(handover);
      assertThat(found.hazard()).isEqualTo(MutatedKeyDetector.HAZARD);
      assertThat(found.grade()).isEqualTo(Grade.PROVEN);
      assertThat(found.evidence())
          .containsEntry("hashInTheMap", "1")
          .containsEntry("hashLookedUnder", "2")
          .containsEntry("keyClass", Key.class.getName());
    }
  }

  @Test
  void changedKey_whereKeysAreNotShown_noHashInTheFinding() {
    Key key = new Key(1);
    map.put(key, "text");
    key.number = 2;
    watch(false);
    miss(map, key, null, REMOVE | Site.HASHED | Site.SPREAD);
    assertThat(onlyOne(handover).evidence()).containsOnlyKeys("keyClass", "witness");
  }

  @Test
  void sameHash_wrongValueOrInsertedMeanwhile_silent() {
    Key key = new Key(1);
    map.put(key, "text");
    miss(map, key, "other", REMOVE_VALUE | Site.HASHED);
    Map<Object, Object> concurrent = new ConcurrentHashMap<>(map);
    miss(concurrent, key, null, REMOVE | Site.HASHED);
    assertThat(found(handover)).isEmpty();
  }

  @Test
  void changedKey_concurrentMap_isProvenAtTheSecondMissOfTheSameEntry() {
    Map<Object, Object> concurrent = new ConcurrentHashMap<>();
    Key key = new Key(1);
    concurrent.put(key, "text");
    key.number = 2;
    missOnce(concurrent, key, null, REMOVE | Site.HASHED);
    assertThat(onlyOne(handover).grade()).isEqualTo(Grade.OBSERVED);
    missOnce(concurrent, key, null, REMOVE | Site.HASHED);
    assertThat(onlyOne(handover).grade())
        .as("began before the first look")
        .isEqualTo(Grade.OBSERVED);
    missLater(concurrent, key, REMOVE | Site.HASHED);
    assertThat(onlyOne(handover).grade()).isEqualTo(Grade.PROVEN);
  }

  @Test
  void changedKey_concurrentMapInsertedAnew_isNotProven() {
    Map<Object, Object> concurrent = new ConcurrentHashMap<>();
    Key key = new Key(1);
    concurrent.put(key, "text");
    key.number = 2;
    missOnce(concurrent, key, null, REMOVE | Site.HASHED);
    concurrent.clear();
    concurrent.put(key, "text");
    key.number = 3;
    missLater(concurrent, key, REMOVE | Site.HASHED);
    assertThat(found(handover)).hasSize(2).allMatch(sighting -> sighting.grade() == Grade.OBSERVED);
  }

  @Test
  void orderedMaps_sameKeyMissed_isObserved() {
    Map<Object, Object> tree = new TreeMap<>(Map.of("name", "text"));
    Object key = tree.keySet().iterator().next();
    missOnce(tree, key, "other", REMOVE_VALUE);
    assertThat(found(handover)).isEmpty();
    missOnce(tree, key, null, REMOVE);
    assertThat(onlyOne(handover).grade()).isEqualTo(Grade.OBSERVED);
    Map<Object, Object> skipList = new ConcurrentSkipListMap<>(tree);
    missOnce(skipList, key, null, REMOVE);
    assertThat(found(handover)).as("may have been inserted meanwhile").isEmpty();
    missLater(skipList, key, REMOVE);
    assertThat(onlyOne(handover).grade()).isEqualTo(Grade.OBSERVED);
  }

  @Test
  void siteWithoutAHit_manyCalls_isObserved() {
    counts = new SiteCounts.Counts(5_000, 400, 0, 2_000);
    map.put("name", "text");
    missOnce(map, "absent", null, REMOVE);
    Sighting found = onlyOne(handover);
    assertThat(found.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(found.evidence()).containsEntry("calls", 5_000L).containsEntry("secondsSpent", 0.01);
    for (SiteCounts.Counts few :
        List.of(
            new SiteCounts.Counts(999, 400, 0, 0),
            new SiteCounts.Counts(5_000, 29, 0, 0),
            new SiteCounts.Counts(5_000, 400, 1, 0))) {
      counts = few;
      missOnce(map, "absent", null, REMOVE);
      assertThat(found(handover)).isEmpty();
    }
    counts = new SiteCounts.Counts(5_000, 400, 0, 2_000);
    missOnce(new HashMap<>(), "absent", null, REMOVE);
    assertThat(found(handover)).isEmpty();
  }

  @Test
  void manyMisses_areAuditedLessAndLessOften() {
    declared = LONG_BY_INTEGER;
    map.put(1L, "text");
    for (int i = 0; i < 1_000; i++) {
      miss(map, 1, null, REMOVE);
    }
    assertThat(found(handover)).hasSize(10);
    running.forEach(Watch::everySecond);
    miss(map, 1, null, REMOVE);
    assertThat(found(handover)).hasSize(1);
  }

  @Test
  void manyMaps_moreAuditsThanASecondHas_areLeftAlone() {
    declared = LONG_BY_INTEGER;
    int before = 0;
    for (int i = 0; i < 2_000; i++) {
      miss(new HashMap<>(Map.of(1L, "text")), 1, null, REMOVE);
      before += found(handover).size();
    }
    assertThat(before).isBetween(1, 500);
  }

  private void missOften(Object each, @Nullable Object key, @Nullable Object value, int site) {
    for (int i = 0; i < NeverHits.SIGHTINGS; i++) {
      missOnce(each, key, value, site);
    }
  }

  /** As the first miss of a second. */
  private void missOnce(Object each, @Nullable Object key, @Nullable Object value, int site) {
    running.forEach(Watch::everySecond);
    miss(each, key, value, site);
  }

  /** A miss of a removal that begins some time from now. */
  private void missLater(Object each, Object key, int site) {
    running.forEach(Watch::everySecond);
    long later = MissHook.nanos() + TimeUnit.SECONDS.toNanos(1);
    watch.missed(each, each, key, null, key.hashCode(), site, later);
  }

  private void watch(boolean hashesShown) {
    stop();
    Tools tools =
        new Tools(
            frame -> declared,
            (frame, map, operation) -> counts,
            new Tools.Options(OptionalInt.empty(), false, false, hashesShown));
    handover = tools.handover();
    watch = MissWatch.of(tools);
    running.addAll(new NeverHitsDetector().watches(tools, Part.FIRST_DETECTOR));
    running.addAll(new MutatedKeyDetector().watches(tools, Part.FIRST_DETECTOR + 1));
    for (Watch each : running) {
      each.warmUp();
      each.start(0);
    }
  }

  private void miss(Object each, @Nullable Object key, @Nullable Object value, int site) {
    int hash = (site & Site.HASHED) == 0 || key == null ? 0 : key.hashCode();
    watch.missed(each, each, key, value, hash, site, MissObserver.NOT_TIMED);
  }
}
