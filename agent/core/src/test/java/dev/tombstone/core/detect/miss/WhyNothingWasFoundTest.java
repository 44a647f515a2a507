package dev.tombstone.core.detect.miss;

import static dev.tombstone.core.detect.framework.Sightings.found;
import static dev.tombstone.core.detect.framework.Sightings.onlyOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.framework.CallSites.RemoveCall;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.SiteCounts;
import dev.tombstone.hook.DeletionFlags;
import dev.tombstone.model.snapshot.Code;
import dev.tombstone.model.snapshot.Grade;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code never-hits} makes of arguments that look right. */
class WhyNothingWasFoundTest extends MissFixture {
  private static final int HASHED = REMOVE | DeletionFlags.HASHED;
  private static final int HASHED_VALUE = REMOVE_VALUE | DeletionFlags.HASHED;

  /** Equals itself only. */
  private static final class Listener {}

  /** Values are lists, whatever the second type argument is. */
  private static final class Registry extends HashMap<String, List<Listener>> {
    private static final long serialVersionUID = 1;
  }

  @BeforeEach
  void manyCallsAreKnown_andNoneHits() {
    counts = new SiteCounts.Counts(500, 400, 0, 0);
  }

  @Test
  void arraysWithTheElementsOfOthers_areProvenOnceSeveralWereSeen() {
    counts = new SiteCounts.Counts(500, NeverHits.RECORDED_OF_OTHERS - 1, 0, 0);
    for (byte i = 1; i < NeverHits.SIGHTINGS + NeverHits.CONTENTS; i++) {
      assertThat(found(handoff)).isEmpty();
      map.put(new byte[] {i}, "text");
      missOnce(map, new byte[] {i}, null, HASHED);
    }
    Occurrence found = onlyOne(handoff);
    assertThat(found.grade()).isEqualTo(Grade.PROVEN);
    assertThat(found.summary()).contains("byte[]", "arrays equal only themselves");
    assertThat(found.evidence()).containsEntry("why", "same-elements");
  }

  @Test
  void arraysOfOneContent_mayBeKeysByIdentity_areObservedOnceManyCallsAreKnown() {
    counts = new SiteCounts.Counts(500, NeverHits.RECORDED_OF_OTHERS - 1, 0, 0);
    map.put(new byte[] {1, 2}, "text");
    for (int i = 0; i < 2 * NeverHits.SIGHTINGS; i++) {
      assertThat(found(handoff)).isEmpty();
      if (i == 2 * NeverHits.SIGHTINGS - 1) {
        counts = new SiteCounts.Counts(500, NeverHits.RECORDED_OF_OTHERS, 0, 0);
      }
      missOnce(map, new byte[] {1, 2}, null, HASHED);
    }
    assertThat(onlyOne(handoff).grade()).isEqualTo(Grade.OBSERVED);
  }

  @Test
  void arrays_otherElementsOrNone_silent() {
    map.put(new byte[] {1, 2}, "text");
    map.put(new byte[8], "text");
    missOften(map, new byte[] {1, 3}, null, HASHED);
    missOften(map, new byte[8], null, HASHED);
    missOften(map, new byte[0], null, HASHED);
    missOften(new IdentityHashMap<>(map), new byte[] {1, 2}, null, REMOVE);
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void arrayWithTheElementsOfAnother_callsThatHit_silent() {
    counts = new SiteCounts.Counts(500, 400, 1, 0);
    map.put(new byte[] {1, 2}, "text");
    missOften(map, new byte[] {1, 2}, null, HASHED);
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void objectMadeForTheCall_thatEqualsItselfOnly_isProven() {
    equalsItselfOnly = true;
    madeForTheCall = true;
    map.put(new Listener(), "text");
    missOften(map, new Listener(), null, HASHED);
    Occurrence found = onlyOne(handoff);
    assertThat(found.grade()).isEqualTo(Grade.PROVEN);
    assertThat(found.evidence()).containsEntry("why", "identity");
  }

  @Test
  void objectThatEqualsItselfOnly_orIsMadeForTheCall_butNotBoth_silent() {
    map.put(new Listener(), "text");
    equalsItselfOnly = true;
    missOften(map, new Listener(), null, HASHED);
    equalsItselfOnly = false;
    madeForTheCall = true;
    watch(true);
    missOften(map, new Listener(), null, HASHED);
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void keyIsThere_valueOfAnotherClass_isObserved() {
    Object key = new Key(7);
    map.put(key, new ArrayList<>());
    missOften(map, key, new Listener(), HASHED_VALUE);
    Occurrence found = onlyOne(handoff);
    assertThat(found.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(found.summary()).contains("the key is in the map, and its value is a", "ArrayList");
    map.put("name", "another text");
    missOften(map, "name", "text", HASHED_VALUE);
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void equalKeyIsThere_asAnotherObject_isOneOfTheSameHashWithAnotherValue() {
    map.put(new Key(7), new ArrayList<>());
    missOften(map, new Key(7), new Listener(), HASHED_VALUE);
    assertThat(onlyOne(handoff).summary())
        .contains("a key of the same class and hash is in the map, and its value is a");
    map.put(new Key(7), new Listener());
    missOften(map, new Key(7), new Listener(), HASHED_VALUE);
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void keyIsThere_declaredValuesCanBeNoSuchObject_isProvenWhereTheLineNeverHits() {
    equalsItselfOnly = true;
    declared =
        new RemoveCall(
            "Registry",
            "java.lang.String",
            "java.util.List",
            List.of("java.lang.String", Listener.class.getName()),
            "com.acme.Server.registry");
    Registry registry = new Registry();
    registry.put("name", new ArrayList<>());
    missOften(registry, "name", new Listener(), HASHED_VALUE);
    Occurrence found = onlyOne(handoff);
    assertThat(found.grade()).isEqualTo(Grade.PROVEN);
    assertThat(found.evidence())
        .containsEntry("why", "other-value")
        .containsEntry("operation", "remove_value")
        .containsEntry("mapIn", "com.acme.Server.registry");
    counts = new SiteCounts.Counts(500, 400, 1, 0);
    missOften(registry, "name", new Listener(), HASHED_VALUE);
    assertThat(found(handoff)).as("another argument of the line hits").isEmpty();
  }

  @Test
  void callsOfTheWholeLine_proveNothingOfOneCaller() {
    equalsItselfOnly = true;
    madeForTheCall = true;
    counts = new SiteCounts.Counts(500, 400, 0, 0, true, Code.APPLICATION);
    map.put(new Listener(), "text");
    missOften(map, new Listener(), null, HASHED);
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void keyIsThere_whereTheValueInTheMapIsAsked_isNotProven() {
    equalsItselfOnly = true;
    counts = new SiteCounts.Counts(500, NeverHits.RECORDED_OF_OTHERS - 1, 0, 0);
    declared =
        new RemoveCall(
            "Registry",
            "java.lang.String",
            "java.util.List",
            List.of("java.lang.String", Listener.class.getName()),
            null);
    missOften(
        new Hashtable<>(Map.of("name", new ArrayList<>())), "name", new Listener(), HASHED_VALUE);
    declared =
        new RemoveCall(
            "Map",
            "java.lang.String",
            "java.lang.Object",
            List.of("java.lang.String", Listener.class.getName()),
            null);
    missOften(
        new HashMap<>(Map.of("name", new ArrayList<>())), "name", new Listener(), HASHED_VALUE);
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void keysThatDifferInside_areObservedWithTheClasses() {
    map.put(new HashMap<>(Map.of("id", 5L, "name", "x")), "row");
    missOften(map, new HashMap<>(Map.of("id", 5, "name", "x")), null, HASHED);
    Occurrence found = onlyOne(handoff);
    assertThat(found.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(found.summary())
        .contains("java.lang.Long where the argument has a java.lang.Integer");
    assertThat(found.evidence())
        .containsEntry("why", "inside")
        .containsEntry("elementOfTheArgument", "java.lang.Integer");
  }

  @Test
  void keyOfTheSameHash_isObservedOnceManyCallsAreKnown() {
    Map<Object, Object> alike = new HashMap<>();
    alike.put(new Unequal(7), "text");
    missOften(alike, new Unequal(7), null, HASHED);
    assertThat(onlyOne(handoff).evidence()).containsEntry("why", "same-hash");
    counts = new SiteCounts.Counts(500, NeverHits.RECORDED_OF_OTHERS - 1, 0, 0);
    missOften(alike, new Unequal(7), null, HASHED);
    assertThat(found(handoff)).isEmpty();
  }

  /** With a hash, and no equals. */
  private record Unequal(int number) {
    @Override
    public boolean equals(Object other) {
      return this == other;
    }
  }

  @Test
  void elementOfAnotherClassThanTheValues_isProvenByTheCollectionsType() {
    declared =
        new RemoveCall(
            "Ljava/util/Collection<Ljava/lang/String;>;",
            "java.lang.String",
            null,
            List.of("java.lang.Integer"),
            null);
    map.put(1L, "text");
    miss(map, null, 5, REMOVE);
    Occurrence found = onlyOne(handoff);
    assertThat(found.grade()).isEqualTo(Grade.PROVEN);
    assertThat(found.evidence())
        .containsEntry("why", "value-class")
        .containsEntry(
            "advice", "ask for a java.lang.String, as is in the map: its toString(), name() or id");
    missOften(map, null, "another text", REMOVE);
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void whyItIsKnown_theLineThatNeverHitsIsNoFindingOfItsOwn() {
    counts = new SiteCounts.Counts(5_000, 400, 0, 0);
    map.put(1L, "text");
    for (int i = 0; i <= NeverHits.SIGHTINGS; i++) {
      if (i == NeverHits.SIGHTINGS) {
        found(handoff);
      }
      missOnce(map, 1, null, HASHED);
    }
    assertThat(onlyOne(handoff).evidence()).containsEntry("why", "key-class");
  }

  @Test
  void keyOfTheSameText_amongKeysOfSeveralClasses_isObserved() {
    map.put("12", "text");
    map.put(new Key(1), "text");
    missOften(map, 12, null, HASHED);
    assertThat(onlyOne(handoff).evidence()).containsEntry("why", "same-text");
    missOften(map, 13, null, HASHED);
    missOften(map, UUID.randomUUID(), null, HASHED);
    assertThat(found(handoff)).isEmpty();
  }
}
