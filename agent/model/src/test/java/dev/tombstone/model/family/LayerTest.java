package dev.tombstone.model.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class LayerTest {
  private static final class Lru extends LinkedHashMap<String, String> {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void layersOfLoops_eachHasItsOwnKindOfMarker() {
    assertThat(markers(Layer.FAILURE)).containsOnly(Marker.Failure.class);
    assertThat(markers(Layer.LOOP_END)).containsOnly(Marker.End.class);
    assertThat(markers(Layer.REMOVAL))
        .containsOnly(
            Marker.Change.class,
            Marker.ChangeAtOnce.class,
            Marker.ChangeAtTheEnd.class,
            Marker.Move.class);
  }

  @Test
  void points_removalsOfSomeMaps_areThoseAlone() {
    Layer.Woven some = new Layer.Woven(Set.of(Layer.FAILURE), Set.of("java.util.TreeMap"));
    List<WeavePoint> more = new ArrayList<>(some.points());
    more.removeAll(Layer.FAILURE.points());
    assertThat(more)
        .isNotEmpty()
        .allSatisfy(point -> assertThat(point.type()).startsWith("java/util/TreeMap"))
        .isSubsetOf(Layer.REMOVAL.points());
    Layer.Woven all =
        new Layer.Woven(EnumSet.of(Layer.FAILURE, Layer.REMOVAL), Set.of("java.util.TreeMap"));
    assertThat(all.points()).hasSize(Layer.FAILURE.points().size() + Layer.REMOVAL.points().size());
  }

  @Test
  void notesRemovalsFrom_aMap_goesByTheBodiesThatItRuns() {
    Layer.Woven hashMap = new Layer.Woven(Set.of(), Set.of("java.util.HashMap"));
    assertThat(hashMap.notesRemovalsFrom(HashMap.class)).isTrue();
    assertThat(hashMap.notesRemovalsFrom(Lru.class)).isTrue();
    assertThat(hashMap.notesRemovalsFrom(TreeMap.class)).isFalse();
    assertThat(hashMap.notesRemovalsFrom(ConcurrentHashMap.class)).isFalse();
    assertThat(Layer.Woven.NOTHING.notesRemovalsFrom(HashMap.class)).isFalse();
    assertThat(new Layer.Woven(Set.of(Layer.REMOVAL), Set.of()).notesRemovalsFrom(TreeMap.class))
        .isTrue();
  }

  @Test
  void mapTypes_mapsThatFailLoops_haveBodies() {
    for (MapFamily family : MapFamilies.maps()) {
      boolean fails = !family.points(Layer.FAILURE).isEmpty();
      if (fails && family.maker() != null) {
        assertThat(MapFamilies.mapTypes(family.maker().make().getClass(), Layer.REMOVAL))
            .as(family.mapType())
            .isNotEmpty();
      }
    }
  }

  @Test
  void equals_sameLayersAndMaps() {
    Layer.Woven one = new Layer.Woven(Set.of(Layer.RESIZE, Layer.FAILURE), Set.of("a", "b"));
    assertThat(one)
        .isEqualTo(new Layer.Woven(Set.of(Layer.FAILURE, Layer.RESIZE), Set.of("b", "a")))
        .hasSameHashCodeAs(new Layer.Woven(Set.of(Layer.FAILURE, Layer.RESIZE), Set.of("b", "a")))
        .isNotEqualTo(new Layer.Woven(Set.of(Layer.RESIZE), Set.of("a", "b")))
        .isNotEqualTo(new Layer.Woven(Set.of(Layer.RESIZE, Layer.FAILURE), Set.of("a")))
        .hasToString("[FAILURE, RESIZE], removals of " + Set.copyOf(Set.of("a", "b")));
    assertThat(Layer.Woven.NOTHING).hasToString("[]");
  }

  private static List<Class<?>> markers(Layer layer) {
    List<Class<?>> markers = new ArrayList<>();
    layer.points().forEach(point -> markers.add(point.marker().getClass()));
    return markers;
  }
}
