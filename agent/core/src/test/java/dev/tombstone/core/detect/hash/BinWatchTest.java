package dev.tombstone.core.detect.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.hook.Part;
import dev.tombstone.hook.jdk.MapEntries;
import dev.tombstone.model.snapshot.Grade;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class BinWatchTest {
  private static final int KEYS = 1_000;
  private static final int SHORT_OF_A_HASH = 7;

  private long now;
  private final HandoffQueue handoff = new HandoffQueue();
  private final BinWatch watch =
      new BinWatch(new WatcherStack(KEYS), handoff, Part.FIRST_DETECTOR, () -> now += 50_000_000);

  /** All of one hash. */
  private record OneHash(int id) {
    @Override
    public int hashCode() {
      return 42;
    }
  }

  /** Seven of a hash, of different hashes that are spread well. */
  private record FewOfAHash(int id) {
    @Override
    public int hashCode() {
      return (id / SHORT_OF_A_HASH) * 0x9E3779B9;
    }
  }

  /** All hashes are different, and lead HashMap to one bin. */
  private static Object diagonal(int i) {
    return i << Short.SIZE | i;
  }

  @Test
  void keysOfOneHash_areProven() {
    List<Occurrence> found = removals(new HashMap<>(), OneHash::new);
    assertThat(found).isNotEmpty();
    Occurrence first = found.get(0);
    assertThat(first.grade()).isEqualTo(Grade.PROVEN);
    assertThat(first.summary())
        .startsWith("a removal by a " + OneHash.class.getName() + " went through a bin of ")
        .endsWith(" of them have keys of this class and one hash, as the map keeps it");
    assertThat(first.evidence())
        .containsEntry("keyClass", OneHash.class.getName())
        .containsEntry("comparable", false)
        .containsEntry("longestBin", KEYS);
    assertThat(found.get(found.size() - 1).threads()).isEqualTo(first.threads());
  }

  @Test
  void keysOfOneHash_inAConcurrentHashMap_areProven() {
    assertThat(removals(new ConcurrentHashMap<>(), OneHash::new))
        .extracting(Occurrence::grade)
        .contains(Grade.PROVEN);
  }

  @Test
  void differentHashes_inOneBin_areObserved() {
    List<Occurrence> found = removals(new HashMap<>(), BinWatchTest::diagonal);
    assertThat(found).isNotEmpty().extracting(Occurrence::grade).containsOnly(Grade.OBSERVED);
    assertThat(found.get(0).evidence()).containsEntry("mostKeysOfOneHash", 0);
  }

  @Test
  void hashesThatAreSpread_areSilent() {
    assertThat(removals(new HashMap<>(), i -> "key-" + i)).isEmpty();
    assertThat(removals(new HashMap<>(), i -> i)).isEmpty();
    assertThat(
            removals(
                new ConcurrentHashMap<>(),
                i -> UUID.nameUUIDFromBytes(new byte[] {(byte) i, (byte) (i >> 8)})))
        .isEmpty();
  }

  @Test
  void sevenKeysOfAHash_areNotEightYet() {
    assertThat(removals(new HashMap<>(), FewOfAHash::new))
        .extracting(Occurrence::grade)
        .doesNotContain(Grade.PROVEN);
  }

  @Test
  void oneLongBin_removedFromAgainAndAgain_isSilent() {
    Map<Object, Object> map = new HashMap<>();
    for (int i = 0; i < KEYS; i++) {
      map.put(i, i);
    }
    for (int i = 1; i <= BinWatch.LONG; i++) {
      map.put(i << 11, i);
    }
    Object key = 1 << 11;
    int longest = 0;
    for (int i = 0; i < KEYS; i++) {
      watch.everySecond();
      map.remove(key);
      removed(map, key, true);
      BinAudit bin = new BinAudit(1 << 11, Integer.class);
      MapEntries.visitBin(map, bin.hash, bin);
      longest = Math.max(longest, bin.entries + 1);
      map.put(key, i);
    }
    assertThat(longest).isGreaterThan(BinWatch.LONG);
    assertThat(drained()).isEmpty();
  }

  @Test
  void otherMaps_areLeftAlone() {
    Map<Object, Object> map = new TreeMap<>(Map.of(1, 1));
    removed(map, 1, false);
    assertThat(drained()).isEmpty();
  }

  @Test
  void manyRemovals_fewAreLookedInto() {
    Map<Object, Object> map = mapOf(new HashMap<>(), OneHash::new);
    for (int i = 0; i < 10 * KEYS; i++) {
      removed(map, new OneHash(-1), false);
    }
    List<Occurrence> found = drained();
    assertThat(found).isNotEmpty();
    assertThat(found.get(0).evidence()).containsEntry("binsLookedInto", 200);
  }

  @Test
  void ring_isSeen() {
    BinAudit audit = new BinAudit(1, String.class);
    Object[] nodes = {new Object(), new Object(), new Object(), new Object(), new Object()};
    int shown = 0;
    while (audit.entry(nodes[shown % nodes.length], "key", 1, "value")) {
      shown++;
    }
    assertThat(audit.ring).isTrue();
    assertThat(shown).isLessThan(5 * nodes.length);
  }

  private List<Occurrence> removals(Map<Object, Object> map, IntFunction<Object> keys) {
    mapOf(map, keys);
    for (int i = 0; i < KEYS; i++) {
      watch.everySecond();
      Object key = keys.apply(i);
      assertThat(map.remove(key)).isNotNull();
      removed(map, key, true);
      map.put(key, i);
      if (i % 100 == 0) {
        watch.everySecond();
      }
    }
    return drained();
  }

  private static Map<Object, Object> mapOf(Map<Object, Object> map, IntFunction<Object> keys) {
    for (int i = 0; i < KEYS; i++) {
      map.put(keys.apply(i), i);
    }
    return map;
  }

  /** As woven code tells it. */
  private void removed(Map<Object, Object> map, Object key, boolean found) {
    int hash = key.hashCode();
    watch.removed(map, key, map instanceof HashMap ? hash ^ (hash >>> 16) : hash, found);
  }

  private List<Occurrence> drained() {
    List<Occurrence> all = new ArrayList<>();
    handoff.drain(all::add);
    return all;
  }
}
