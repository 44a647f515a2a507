package dev.tombstone.hook.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.hook.OperationCode;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.hook.RemovalHook;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MapViewsTest {
  private final Map<String, String> map = new HashMap<>(Map.of("key", "value"));

  private static final class Own extends AbstractMap<String, String> {
    @Override
    public Set<Map.Entry<String, String>> entrySet() {
      return Set.of();
    }
  }

  @BeforeEach
  void tell() throws ClassNotFoundException {
    MapViews.set(
        new Class<?>[] {
          Class.forName("java.util.HashMap$KeySet"),
          Class.forName("java.util.HashMap$HashIterator"),
          Class.forName("java.util.Collections$SynchronizedCollection"),
          Class.forName("java.util.AbstractMap$1"),
          Class.forName("java.util.HashMap$Values"),
        },
        new String[] {"this$0", "this$0", "c", "this$0", "noSuchField"},
        new int[] {MapViews.OTHER, MapViews.OTHER, MapViews.OTHER, MapViews.KEYS, MapViews.OTHER});
  }

  @AfterEach
  void forget() {
    MapViews.set(new Class<?>[0], new String[0], new int[0]);
  }

  @Test
  void mapBehind_viewsWrappersAndIterators_isTheMap() {
    assertThat(MapViews.mapBehind(map)).isSameAs(map);
    assertThat(MapViews.mapBehind(map.keySet())).isSameAs(map);
    assertThat(MapViews.mapBehind(map.keySet().iterator())).isSameAs(map);
    assertThat(MapViews.mapBehind(Collections.synchronizedSet(map.keySet()))).isSameAs(map);
    assertThat(MapViews.mapBehind(new LinkedHashMap<>())).isNotNull();
  }

  @Test
  void mapBehind_classOrFieldThatIsNotKnown_isNone() {
    assertThat(MapViews.mapBehind("text")).isNull();
    assertThat(MapViews.mapBehind(map.values())).isNull();
    assertThat(MapViews.mapBehind(new Own().keySet())).isNull();
  }

  @Test
  void behind_mapOfTheApplications_isThat() {
    Own own = new Own();
    assertThat(MapViews.behind(own.keySet())).isSameAs(own);
    assertThat(MapViews.behind("text")).isEqualTo("text");
  }

  @Test
  void holds_asTold() {
    assertThat(MapViews.holdsKeys(new Own().keySet())).isTrue();
    assertThat(MapViews.holdsEntries(new Own().keySet())).isFalse();
    assertThat(MapViews.holdsKeys(map.keySet())).isFalse();
    assertThat(MapViews.holdsKeys("text")).isFalse();
  }

  @Test
  void viewRemoveReturning_nothingRemoved_isAMissOfTheMapBehind() throws ClassNotFoundException {
    Class<?> keySet = Class.forName("java.util.HashMap$KeySet");
    MapViews.set(new Class<?>[] {keySet}, new String[] {"this$0"}, new int[] {MapViews.KEYS});
    RecordingControl.setCounting(true);
    try {
      MapCounters counters = CounterTable.of(HashMap.class);
      int remove = OperationCode.REMOVE;
      long before = counters.missed(remove);
      RemovalHook.viewRemoveReturning(false, map.keySet(), "absent");
      RemovalHook.viewRemoveReturning(true, map.keySet(), "key");
      RemovalHook.viewRemoveReturning(false, "text", "absent");
      RemovalHook.viewGuarded(false, map.keySet(), "out of range");
      RemovalHook.viewGuarded(true, map.keySet(), "key");
      assertThat(counters.missed(remove) - before).isEqualTo(2);
    } finally {
      RecordingControl.setCounting(false);
    }
  }
}
