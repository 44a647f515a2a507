package dev.tombstone.core.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class OwnProcessorTimeTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void sinceLast_busyThread_isWhatItTookAndNothingInBetween() {
    Assumptions.assumeTrue(Files.exists(Path.of(ProcessorTime.OWN_TASK)), "not Linux");
    OwnProcessorTime own = new OwnProcessorTime();
    long now = System.nanoTime();
    assertThat(own.sinceLast(now)).isEmpty();
    long end = System.nanoTime() + 50_000_000L;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(own.sinceLast(now + 1)).isEmpty();
    OptionalLong took = own.sinceLast(now + SECOND);
    assertThat(took).isPresent();
    assertThat(took.getAsLong()).isPositive();
  }
}
