package dev.tombstone.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Detectors;
import dev.tombstone.core.detect.miss.NeverHitsDetector;
import dev.tombstone.core.detect.overlap.ConcurrentRemovalDetector;
import dev.tombstone.hook.Part;
import dev.tombstone.model.family.Layer;
import dev.tombstone.model.finding.Hazard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AllDetectorsTest {
  private static final Path ROOT = Path.of("../..");
  private static final Detectors ALL = AllDetectors.ALL;

  static List<Hazard> hazards() {
    return ALL.hazards();
  }

  @ParameterizedTest
  @MethodSource("hazards")
  void help_everyHazard_isAPageAboutIt(Hazard hazard) throws Exception {
    assertThat(Files.readString(ROOT.resolve(hazard.help())))
        .startsWith("# `" + hazard.id() + "`")
        .contains("Bad", "Good", "cannot see", "detectors=");
  }

  @ParameterizedTest
  @MethodSource("hazards")
  void hazard_everyId_isFound(Hazard hazard) {
    assertThat(ALL.hazard(hazard.id())).contains(hazard);
    assertThat(hazard.summary()).isNotBlank();
    assertThat(hazard.grades()).isNotEmpty();
  }

  @Test
  void hazard_otherText_isEmpty() {
    assertThat(ALL.hazard("no-such-hazard")).isEmpty();
  }

  @Test
  void hazards_allTogether_differAndHavePartsOfTheHook() {
    assertThat(ALL.hazards())
        .extracting(Hazard::id)
        .doesNotHaveDuplicates()
        .hasSizeLessThanOrEqualTo(Part.MOST_DETECTORS);
  }

  @Test
  void parse_anyText_isReadAsWritten() {
    assertThat(ALL.parse("none")).isEmpty();
    assertThat(ALL.parse("all")).containsExactlyInAnyOrderElementsOf(ALL.all());
    Set<Detector> two = ALL.parse("never-hits, concurrent-removal");
    assertThat(two)
        .extracting(Detector::hazard)
        .containsExactlyInAnyOrder(NeverHitsDetector.HAZARD, ConcurrentRemovalDetector.HAZARD);
    assertThat(ALL.text(two)).isEqualTo("concurrent-removal,never-hits");
    assertThat(ALL.text(Set.of())).isEqualTo("none");
    assertThat(ALL.parse(ALL.text(ALL.byDefault()))).isEqualTo(ALL.byDefault());
    for (String bad : List.of("", "all,none", "sorts", "never-hits,")) {
      assertThatThrownBy(() -> ALL.parse(bad)).isInstanceOf(IllegalArgumentException.class);
    }
    ALL.hazards().forEach(hazard -> assertThat(ALL.allowed()).contains(hazard.id()));
    assertThat(ALL.allowed()).contains("removal-while-iterating:failed", "default");
  }

  @Test
  void byDefault_partsOfHazards_areNamedSoThatTheTextIsReadBackAsTheSame() {
    assertThat(ALL.text(ALL.byDefault()))
        .isEqualTo(
            "concurrent-removal,removal-while-iterating:failed,never-hits,mutated-key,blocked-removal,cache-thrashing:evicted,poor-hash,check-then-remove,retained-after-removal:weak-maps,conditional-clear:calls");
    assertThat(ALL.parse("default")).isEqualTo(ALL.byDefault());
    assertThat(ALL.text(ALL.parse("all")))
        .isEqualTo(
            "concurrent-removal,removal-while-iterating,removal-during-resize,never-hits,mutated-key,blocked-removal,cache-thrashing,poor-hash,check-then-remove,retained-after-removal,conditional-clear,unclosed-after-removal");
    assertThat(ALL.text(ALL.parse("default,removal-during-resize")))
        .contains("removal-while-iterating:failed,removal-during-resize");
  }

  @Test
  void parse_hazardAndItsPart_isTheHazard() {
    assertThat(ALL.text(ALL.parse("default,removal-while-iterating")))
        .isEqualTo(
            "concurrent-removal,removal-while-iterating,never-hits,mutated-key,blocked-removal,cache-thrashing:evicted,poor-hash,check-then-remove,retained-after-removal:weak-maps,conditional-clear:calls");
    assertThat(ALL.text(ALL.parse("removal-while-iterating:failed")))
        .isEqualTo("removal-while-iterating:failed");
  }

  @Test
  void layersFor_default_holdNothingOfLoopsButTheirFailure() {
    assertThat(Detectors.layersFor(ALL.byDefault()))
        .containsExactlyInAnyOrder(Layer.MUTATIONS, Layer.FAILURE, Layer.WEAK_INSERT, Layer.BULK);
    assertThat(Detectors.layersFor(ALL.parse("removal-while-iterating:failed")))
        .containsExactly(Layer.FAILURE);
    assertThat(Detectors.layersFor(ALL.parse("all"))).containsExactly(Layer.values());
  }
}
