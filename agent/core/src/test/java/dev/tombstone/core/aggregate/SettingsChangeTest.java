package dev.tombstone.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombstone.core.config.ConfigLoader;
import dev.tombstone.core.config.SamplingConfig;
import dev.tombstone.core.detect.AllDetectors;
import dev.tombstone.core.detect.framework.Detector;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsChangeTest {
  private static final SamplingConfig CURRENT =
      new SamplingConfig(true, 20_000, OptionalInt.empty());

  @Test
  void of_goodChanges_onlyTheseChange() {
    SettingsChange change =
        SettingsChange.of(
            Map.of("sample.ratio", "1/8", "enabled", "false"),
            true,
            CURRENT,
            AllDetectors.ALL,
            Set.of());
    assertThat(change.enabled()).isFalse();
    assertThat(change.detectors()).isEmpty();
    assertThat(change.sampling()).isEqualTo(new SamplingConfig(true, 20_000, OptionalInt.of(3)));
  }

  @Test
  void of_detailOffForABadValue_onlyAGoodOneBringsItBack() {
    SamplingConfig off = new SamplingConfig(false, 20_000, OptionalInt.empty());
    assertThat(
            SettingsChange.of(Map.of("enabled", "true"), true, off, AllDetectors.ALL, Set.of())
                .sampling())
        .isEqualTo(off);
    assertThat(
            SettingsChange.of(Map.of("sample.ratio", "1"), true, off, AllDetectors.ALL, Set.of())
                .sampling())
        .isEqualTo(new SamplingConfig(true, 20_000, OptionalInt.of(0)));
  }

  @Test
  void of_detectors_areReplaced() {
    SettingsChange change =
        SettingsChange.of(
            Map.of("detectors", "concurrent-removal"), true, CURRENT, AllDetectors.ALL, Set.of());
    assertThat(change.detectors()).extracting(Detector::name).containsExactly("concurrent-removal");
  }

  @Test
  void of_severalBadChanges_allNamed() {
    assertThatThrownBy(
            () ->
                SettingsChange.of(
                    Map.of(
                        "sample.ratio", "2",
                        "sample.budget", "0",
                        "http.port", "1",
                        "detectors", "all,sorts"),
                    true,
                    CURRENT,
                    AllDetectors.ALL,
                    Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sample.ratio=2")
        .hasMessageContaining("sample.budget=0")
        .hasMessageContaining("detectors=all,sorts")
        .hasMessageContaining("http.port cannot be changed");
  }

  @Test
  void of_badChange_sameSentenceAsOfTheConfiguration() {
    String argument = "sample.budget=0,sample.ratio=1/3,detectors=sorts";
    Map<String, String> changes =
        Map.of("sample.budget", "0", "sample.ratio", "1/3", "detectors", "sorts");
    List<String> problems = ConfigLoader.load(argument, new Properties(), Map.of()).problems();
    assertThat(problems).hasSize(3);
    assertThatThrownBy(() -> SettingsChange.of(changes, true, CURRENT, AllDetectors.ALL, Set.of()))
        .hasMessageContainingAll(problems.toArray(String[]::new));
  }
}
