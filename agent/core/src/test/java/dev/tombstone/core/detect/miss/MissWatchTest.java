package dev.tombstone.core.detect.miss;

import static dev.tombstone.core.detect.framework.Sightings.found;
import static dev.tombstone.core.detect.framework.Sightings.onlyOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.framework.CallSites.RemoveCall;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.SiteCounts;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.hook.Part;
import dev.tombstone.model.snapshot.Grade;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Misses, and what {@code never-hits} makes of them. */
class MissWatchTest extends MissFixture {

  @Test
  void wrongClassOfKey_declaredSo_isProvenAtOnce() {
    declared = LONG_BY_INTEGER;
    map.put(1L, "text");
    map.put(null, null);
    miss(map, 1, null, REMOVE);
    Occurrence found = onlyOne(handoff);
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
    for (int i = 1; i <= NeverHits.SIGHTINGS; i++) {
      assertThat(found(handoff)).isEmpty();
      missOnce(map, i, null, REMOVE);
    }
    assertThat(onlyOne(handoff).grade()).isEqualTo(Grade.OBSERVED);
  }

  @Test
  void wrongClassOfKey_lineThatHitsAtOtherTimes_silent() {
    counts = new SiteCounts.Counts(500, 100, 1, 0);
    map.put(1L, "text");
    missOften(map, 1, null, REMOVE);
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void wrongClassOfKey_otherwiseDeclared_isNotProven() {
    map.put(1L, "text");
    for (List<@Nullable String> arguments :
        List.of(List.of("java.lang.Object"), List.<@Nullable String>of("java.lang.Number"))) {
      declared = new RemoveCall("Map", "java.lang.Long", null, arguments, null);
      missOnce(map, 1, null, REMOVE);
    }
    declared = new RemoveCall("Map", "java.lang.Object", null, List.of("java.lang.Integer"), null);
    missOnce(map, 1, null, REMOVE);
    assertThat(found(handoff)).isEmpty();
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
    Occurrence found = onlyOne(handoff);
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
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void orderedMaps_wrongClassOfKey_isAMatterOfTheOrder() {
    missOften(new TreeMap<>(Map.of("5", "text")), 5, null, REMOVE);
    missOften(new ConcurrentSkipListMap<>(Map.of("5", "text")), 5, null, REMOVE);
    assertThat(found(handoff)).isEmpty();
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
            List.of(Grade.class.getName()),
            null);
    miss(byUnit, Grade.PROVEN, null, REMOVE);
    assertThat(onlyOne(handoff).grade()).isEqualTo(Grade.PROVEN);
  }

  @Test
  void wrongClassOfValue_declaredSo_isProven() {
    declared =
        new RemoveCall(
            "Ljava/util/Map<Ljava/lang/String;Ljava/lang/String;>;",
            "java.lang.String",
            "java.lang.String",
            List.of("java.lang.String", "java.lang.Integer"),
            null);
    map.put("name", "text");
    miss(map, "name", 1, REMOVE_VALUE);
    Occurrence found = onlyOne(handoff);
    assertThat(found.grade()).isEqualTo(Grade.PROVEN);
    assertThat(found.evidence()).containsEntry("valuesInTheMap", "java.lang.String");
  }

  @Test
  void valueOfTheRightClass_silent() {
    map.put("name", "text");
    missOften(map, "name", "other text", REMOVE_VALUE);
    map.put("number", 1);
    missOften(map, "name", 2, REMOVE_VALUE);
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void argumentThatIsAValue_isObservedUnlessKeysAreLikeIt() {
    Key value = new Key(1);
    map.put("name", value);
    missOften(map, value, null, REMOVE);
    assertThat(onlyOne(handoff).summary()).contains("is one of the map's values");
    Map<Object, Object> next = new HashMap<>(Map.of("start", "end"));
    missOften(next, "end", null, REMOVE);
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void siteWithoutAHit_manyCalls_isObserved() {
    counts = new SiteCounts.Counts(5_000, 400, 0, 2_000);
    map.put("name", "text");
    missOnce(map, "absent", null, REMOVE);
    Occurrence found = onlyOne(handoff);
    assertThat(found.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(found.evidence()).containsEntry("calls", 5_000L).containsEntry("secondsSpent", 0.01);
    for (SiteCounts.Counts few :
        List.of(
            new SiteCounts.Counts(999, 400, 0, 0),
            new SiteCounts.Counts(5_000, 29, 0, 0),
            new SiteCounts.Counts(5_000, 400, 1, 0))) {
      counts = few;
      missOnce(map, "absent", null, REMOVE);
      assertThat(found(handoff)).isEmpty();
    }
    counts = new SiteCounts.Counts(5_000, 400, 0, 2_000);
    missOnce(new HashMap<>(), "absent", null, REMOVE);
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void manyMisses_areAuditedLessAndLessOften() {
    declared = LONG_BY_INTEGER;
    map.put(1L, "text");
    for (int i = 0; i < 1_000; i++) {
      miss(map, 1, null, REMOVE);
    }
    assertThat(found(handoff)).hasSizeBetween(8, 60);
    running.forEach(Watch::everySecond);
    miss(map, 1, null, REMOVE);
    assertThat(found(handoff)).hasSize(1);
  }

  @Test
  void linesThatMissInTurn_areAllLookedAt_afterTheFirstFewOfASecondToo() {
    map.put(1L, "text");
    Set<Integer> lines = new HashSet<>();
    Set<Integer> later = new HashSet<>();
    int[] turn = {0};
    MissJudge noting =
        new MissJudge() {
          @Override
          public void judge(MissAudit audit) {
            lines.add(turn[0] % 4);
            if (turn[0] >= 8) {
              later.add(turn[0] % 4);
            }
          }

          @Override
          public void warmUp(MissAudit audit) {}
        };
    Watch asked = watch.asking(noting, Part.FIRST_DETECTOR);
    asked.start(0);
    running.add(asked);
    for (int second = 0; second < 50; second++) {
      running.forEach(Watch::everySecond);
      for (turn[0] = 0; turn[0] < 80; turn[0]++) {
        miss(map, 1, null, REMOVE);
      }
    }
    assertThat(lines).containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(later).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void manyMaps_moreAuditsThanASecondHas_areLeftAlone() {
    declared = LONG_BY_INTEGER;
    int before = 0;
    for (int i = 0; i < 2_000; i++) {
      miss(new HashMap<>(Map.of(1L, "text")), 1, null, REMOVE);
      before += found(handoff).size();
    }
    assertThat(before).isBetween(1, 500);
  }
}
