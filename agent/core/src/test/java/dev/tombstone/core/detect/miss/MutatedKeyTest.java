package dev.tombstone.core.detect.miss;

import static dev.tombstone.core.detect.framework.Sightings.found;
import static dev.tombstone.core.detect.framework.Sightings.onlyOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.hook.DeletionFlags;
import dev.tombstone.model.snapshot.Grade;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;

class MutatedKeyTest extends MissFixture {

  @Test
  void changedKey_inAMapByHash_isProven() {
    for (Map<Object, Object> each : List.of(new HashMap<>(), new LinkedHashMap<>())) {
      Key key = new Key(1);
      each.put(key, "text");
      key.number = 2;
      miss(each, key, null, REMOVE | DeletionFlags.HASHED | DeletionFlags.SPREAD);
      Occurrence found = onlyOne(handoff);
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
    miss(map, key, null, REMOVE | DeletionFlags.HASHED | DeletionFlags.SPREAD);
    assertThat(onlyOne(handoff).evidence())
        .containsOnlyKeys("operation", "keyClass", "witness", "advice");
  }

  @Test
  void sameHash_wrongValueOrInsertedMeanwhile_silent() {
    Key key = new Key(1);
    map.put(key, "text");
    miss(map, key, "other", REMOVE_VALUE | DeletionFlags.HASHED);
    Map<Object, Object> concurrent = new ConcurrentHashMap<>(map);
    miss(concurrent, key, null, REMOVE | DeletionFlags.HASHED);
    assertThat(found(handoff)).isEmpty();
  }

  @Test
  void changedKey_concurrentMap_isProvenAtTheSecondMissOfTheSameEntry() {
    Map<Object, Object> concurrent = new ConcurrentHashMap<>();
    Key key = new Key(1);
    concurrent.put(key, "text");
    key.number = 2;
    missOnce(concurrent, key, null, REMOVE | DeletionFlags.HASHED);
    assertThat(onlyOne(handoff).grade()).isEqualTo(Grade.OBSERVED);
    missOnce(concurrent, key, null, REMOVE | DeletionFlags.HASHED);
    assertThat(onlyOne(handoff).grade())
        .as("began before the first look")
        .isEqualTo(Grade.OBSERVED);
    missLater(concurrent, key, REMOVE | DeletionFlags.HASHED);
    assertThat(onlyOne(handoff).grade()).isEqualTo(Grade.PROVEN);
  }

  @Test
  void changedKey_concurrentMapInsertedAnew_isNotProven() {
    Map<Object, Object> concurrent = new ConcurrentHashMap<>();
    Key key = new Key(1);
    concurrent.put(key, "text");
    key.number = 2;
    missOnce(concurrent, key, null, REMOVE | DeletionFlags.HASHED);
    concurrent.clear();
    concurrent.put(key, "text");
    key.number = 3;
    missLater(concurrent, key, REMOVE | DeletionFlags.HASHED);
    assertThat(found(handoff))
        .hasSize(2)
        .allMatch(occurrence -> occurrence.grade() == Grade.OBSERVED);
  }

  @Test
  void orderedMaps_sameKeyMissed_isObserved() {
    Map<Object, Object> tree = new TreeMap<>(Map.of("name", "text"));
    Object key = tree.keySet().iterator().next();
    missOnce(tree, key, "other", REMOVE_VALUE);
    assertThat(found(handoff)).isEmpty();
    missOnce(tree, key, null, REMOVE);
    assertThat(onlyOne(handoff).grade()).isEqualTo(Grade.OBSERVED);
    Map<Object, Object> skipList = new ConcurrentSkipListMap<>(tree);
    missOnce(skipList, key, null, REMOVE);
    assertThat(found(handoff)).as("may have been inserted meanwhile").isEmpty();
    missLater(skipList, key, REMOVE);
    assertThat(onlyOne(handoff).grade()).isEqualTo(Grade.OBSERVED);
  }
}
