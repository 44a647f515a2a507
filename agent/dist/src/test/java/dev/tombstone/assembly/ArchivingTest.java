package dev.tombstone.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchivingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:ArchiveClassesAtExit=x.jsa",
        "-XX:+AutoCreateSharedArchive",
        "-XX:+RecordDynamicDumpInfo"
      })
  void isDynamic_anOptionThatAsksForOne_is(String option) {
    assertThat(Archiving.isDynamic(new String[] {"-Da=b", option})).isTrue();
  }

  @Test
  void isDynamic_otherArchives_isNot() {
    assertThat(
            Archiving.isDynamic(
                new String[] {"-XX:AOTCacheOutput=x.aot", "-Xshare:dump", "-XX:AOTMode=record"}))
        .isFalse();
  }
}
