package dev.tombstone.core.detect.iteration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TracingTest {
  private static final String LOOP = "a.B.c(B.java:1)";
  private static final String HASH_MAP = "java.util.HashMap";

  private final Tracing tracing = new Tracing();

  @Test
  void failed_twice_theBodiesOfTheMapAreTraced() {
    tracing.failed(LinkedHashMap.class, LOOP, false);
    assertThat(tracing.maps()).isEmpty();
    tracing.failed(LinkedHashMap.class, LOOP, false);
    assertThat(tracing.maps()).containsExactly(HASH_MAP);
    failsTwice(TreeMap.class, "another");
    assertThat(tracing.maps()).containsExactlyInAnyOrder(HASH_MAP, "java.util.TreeMap");
  }

  @Test
  void failed_twoLoopsOnceEach_nothingIsTraced() {
    tracing.failed(HashMap.class, LOOP, false);
    tracing.failed(HashMap.class, "another", false);
    assertThat(tracing.maps()).isEmpty();
  }

  @Test
  void failed_againTooLate_nothingIsTraced() {
    tracing.failed(HashMap.class, LOOP, false);
    tracing.pass(Tracing.SECONDS + 1);
    tracing.failed(HashMap.class, LOOP, false);
    assertThat(tracing.maps()).isEmpty();
    tracing.pass(Tracing.SECONDS);
    tracing.failed(HashMap.class, LOOP, false);
    assertThat(tracing.maps()).containsExactly(HASH_MAP);
  }

  @Test
  void failed_allTheTime_isTracedForAShareOfTheTimeThatShrinks() {
    int traced = 0;
    int begun = 0;
    for (int second = 0; second < 10 * 24 * 3_600; second++) {
      boolean before = !tracing.maps().isEmpty();
      tracing.failed(HashMap.class, LOOP, false);
      boolean now = !tracing.maps().isEmpty();
      begun += now && !before ? 1 : 0;
      traced += now ? 1 : 0;
      tracing.pass(1);
    }
    // At 0, 1, 3, 7, 15 and 31 hours, and once a day from there on.
    assertThat(begun).isEqualTo(14);
    assertThat(traced).isEqualTo(begun * Tracing.SECONDS);
  }

  @Test
  void failed_removerKnown_asksForNothingAnyMore() {
    tracing.failed(HashMap.class, LOOP, true);
    failsTwice(HashMap.class, LOOP);
    assertThat(tracing.maps()).isEmpty();
    failsTwice(TreeMap.class, LOOP);
    assertThat(tracing.maps()).containsExactly("java.util.TreeMap");
    failsTwice(HashMap.class, "another");
    assertThat(tracing.maps()).contains(HASH_MAP);
  }

  @Test
  void failed_classThatIsNoMapOfTheJdk_nothingIsTraced() {
    failsTwice(HashSet.class, LOOP);
    assertThat(tracing.maps()).isEmpty();
  }

  @Test
  void failed_manyLoops_fewAreRemembered() {
    tracing.failed(HashMap.class, LOOP, false);
    for (int i = 0; i < Tracing.MOST_LOOPS; i++) {
      tracing.failed(HashMap.class, "loop " + i, false);
    }
    tracing.failed(HashMap.class, LOOP, false);
    assertThat(tracing.maps()).isEmpty();
  }

  private void failsTwice(Class<?> map, String loop) {
    tracing.failed(map, loop, false);
    tracing.failed(map, loop, false);
  }
}
