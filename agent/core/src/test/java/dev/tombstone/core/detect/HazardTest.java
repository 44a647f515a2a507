package dev.tombstone.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HazardTest {
  private static final Path ROOT = Path.of("../..");

  @ParameterizedTest
  @EnumSource
  void help_everyHazard_isAPageAboutIt(Hazard hazard) throws Exception {
    assertThat(Files.readString(ROOT.resolve(hazard.help())))
        .startsWith("# `" + hazard.id() + "`")
        .contains("Bad", "Good", "cannot see", "detectors=");
  }

  @ParameterizedTest
  @EnumSource
  void ofId_everyHazard_isFound(Hazard hazard) {
    assertThat(Hazard.ofId(hazard.id())).contains(hazard);
    assertThat(hazard.summary()).isNotBlank();
  }

  @Test
  void ofId_otherText_isEmpty() {
    assertThat(Hazard.ofId("no-such-hazard")).isEmpty();
  }
}
