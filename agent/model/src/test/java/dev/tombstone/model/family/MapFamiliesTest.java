package dev.tombstone.model.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MapFamiliesTest {
  @Test
  void families_everyPoint_namesAClassOfThisJdk() throws Exception {
    int jdk = Runtime.version().feature();
    for (MapFamily family : MapFamilies.all()) {
      for (WeavePoint point : family.points()) {
        if (point.since().isIn(jdk)) {
          assertThat(Class.forName(point.type().replace('/', '.'), false, null)).isNotNull();
        }
      }
    }
  }

  @Test
  void families_points_noneTwice() {
    Set<WeavePoint> seen = new HashSet<>();
    for (MapFamily family : MapFamilies.all()) {
      for (WeavePoint point : family.points()) {
        assertThat(seen.add(point)).as(point.toString()).isTrue();
      }
    }
    assertThat(MapFamilies.maps()).hasSize(10);
  }
}
