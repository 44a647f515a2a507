package dev.tombstone.hook.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MapEntriesTest {
  /** All of one bin, and counts how often it is asked. */
  private static final class Key implements Comparable<Key> {
    private static int asked;
    private final int number;

    Key(int number) {
      this.number = number;
    }

    @Override
    public int hashCode() {
      asked++;
      return number % 3;
    }

    @Override
    public boolean equals(Object other) {
      asked++;
      return other instanceof Key key && key.number == number;
    }

    @Override
    public int compareTo(Key other) {
      asked++;
      return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
      asked++;
      return "key";
    }
  }

  static Stream<Map<Object, Object>> maps() {
    return Stream.of(
        new HashMap<>(),
        new LinkedHashMap<>(),
        new TreeMap<>(),
        new ConcurrentHashMap<>(),
        new ConcurrentSkipListMap<>(),
        new WeakHashMap<>(),
        new Hashtable<>());
  }

  @ParameterizedTest
  @MethodSource("maps")
  void visit_anyMap_showsEveryEntryOnceAndAsksNoKey(Map<Object, Object> map) {
    List<Object> keys = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      keys.add(new Key(i));
      map.put(keys.get(i), i);
    }
    Key.asked = 0;
    List<Object> seen = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    int extent =
        MapEntries.visit(
            map,
            12_345,
            (node, key, hash, value) -> {
              seen.add(key);
              values.add(value);
              return true;
            });
    assertThat(extent).isEqualTo(MapEntries.ALL);
    assertThat(Key.asked).isZero();
    assertThat(MapInternals.size(map)).isEqualTo(200);
    assertThat(values).hasSize(200).doesNotHaveDuplicates();
    assertThat(seen).usingElementComparator((a, b) -> a == b ? 0 : 1).containsAll(keys);
  }

  @ParameterizedTest
  @MethodSource("maps")
  void visit_largeMap_endsAtTheBound(Map<Object, Object> map) {
    List<String> keys = IntStream.range(0, 5_000).mapToObj(i -> "key " + i).toList();
    keys.forEach(key -> map.put(key, 1));
    int[] seen = new int[1];
    int extent;
    try {
      extent = MapEntries.visit(map, 0, (node, key, hash, value) -> ++seen[0] > 0);
    } finally {
      // A weak map keeps its entries only as long as something else holds their keys.
      Reference.reachabilityFence(keys);
    }
    assertThat(extent).isEqualTo(MapEntries.SOME);
    assertThat(seen[0]).isBetween(MapEntries.MOST, 4 * MapEntries.MOST);
  }

  @ParameterizedTest
  @MethodSource("maps")
  void visit_visitorHasEnough_ends(Map<Object, Object> map) {
    map.put("one", 1);
    map.put("two", 2);
    int[] seen = new int[1];
    assertThat(MapEntries.visit(map, 0, (node, key, hash, value) -> ++seen[0] < 1))
        .isEqualTo(MapEntries.SOME);
    assertThat(seen[0]).isOne();
  }

  @ParameterizedTest
  @MethodSource("maps")
  void visit_emptyMap_isAll(Map<Object, Object> map) {
    assertThat(MapEntries.visit(map, 7, (node, key, hash, value) -> false))
        .isEqualTo(MapEntries.ALL);
    assertThat(MapInternals.size(map)).isZero();
  }

  @Test
  void visit_sparseTable_endsAtTheSlots() {
    Map<Object, Object> map = new HashMap<>(1 << 20);
    map.put("key", "value");
    assertThat(MapEntries.visit(map, 1 << 19, (node, key, hash, value) -> true))
        .isEqualTo(MapEntries.SOME);
  }

  @Test
  void visit_nulls_areShownAsNull() {
    for (Map<Object, Object> map : List.of(new HashMap<>(), new WeakHashMap<>())) {
      map.put(null, null);
      List<Object> seen = new ArrayList<>();
      MapEntries.visit(
          map,
          0,
          (node, key, hash, value) -> {
            seen.add(key);
            seen.add(value);
            return true;
          });
      assertThat(seen).containsExactly(null, null);
    }
  }

  @Test
  void visit_enumMap_showsKeysAndNullValues() {
    Map<TimeUnit, Object> map = new EnumMap<>(TimeUnit.class);
    map.put(TimeUnit.DAYS, null);
    map.put(TimeUnit.HOURS, "value");
    List<Object> seen = new ArrayList<>();
    MapEntries.visit(
        map,
        0,
        (node, key, hash, value) -> {
          seen.add(key);
          seen.add(value);
          return true;
        });
    assertThat(seen).containsExactly(TimeUnit.HOURS, "value", TimeUnit.DAYS, null);
    assertThat(MapInternals.size(map)).isEqualTo(2);
  }

  @Test
  void visit_otherMaps_areUnknown() {
    assertThat(MapEntries.visit(new IdentityHashMap<>(), 0, (node, key, hash, value) -> true))
        .isEqualTo(MapEntries.UNKNOWN);
    assertThat(MapInternals.size(Map.of())).isEqualTo(-1);
  }

  @Test
  void storedHash_everyHashedMap_isWhatTheMapKeeps() {
    Object key = new Key(2_000_000_003);
    int own = key.hashCode() | 0x8123_0000;
    Object odd =
        new Object() {
          @Override
          public int hashCode() {
            return own;
          }
        };
    Map<Object, Object> concurrent = new ConcurrentHashMap<>(Map.of(odd, "value"));
    Map<Object, Object> table = new Hashtable<>(Map.of(odd, "value"));
    Map<Object, Object> plain = new HashMap<>(Map.of(odd, "value"));
    assertThat(hashIn(concurrent)).isEqualTo(MapEntries.storedHash(concurrent, own));
    assertThat(hashIn(table)).isEqualTo(MapEntries.storedHash(table, own));
    assertThat(hashIn(plain)).isEqualTo(MapEntries.storedHash(plain, own ^ (own >>> 16)));
  }

  @Test
  void visit_whileAnotherThreadBreaksTheMap_comesToAnEnd() throws Exception {
    Map<Object, Object> map = new HashMap<>();
    Map<Object, Object> tree = new TreeMap<>();
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; i < 200_000 && !Thread.interrupted(); i++) {
                map.put(i % 3_000, i);
                tree.put(i % 3_000, i);
                map.remove((i * 31) % 3_000);
                tree.remove((i * 31) % 3_000);
              }
            });
    writer.start();
    int walks = 0;
    while (writer.isAlive()) {
      MapEntries.visit(map, walks, (node, key, hash, value) -> true);
      MapEntries.visit(tree, walks, (node, key, hash, value) -> true);
      walks++;
    }
    writer.join();
    assertThat(walks).isPositive();
  }

  private static int hashIn(Map<Object, Object> map) {
    int[] kept = new int[1];
    MapEntries.visit(
        map,
        0,
        (node, key, hash, value) -> {
          kept[0] = hash;
          return true;
        });
    return kept[0];
  }
}
