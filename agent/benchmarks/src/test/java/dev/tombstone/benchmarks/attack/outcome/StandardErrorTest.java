package dev.tombstone.benchmarks.attack.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StandardErrorTest {
  private static final String START =
      "tombstone 0.1.0: 51 classes instrumented, http://127.0.0.1:34681/";

  @Test
  void unexpected_oneStartLine_isNot() {
    assertThat(StandardError.unexpected(List.of(), List.of(START), 1)).isEmpty();
  }

  @Test
  void unexpected_secondStartLine_is() {
    assertThat(StandardError.unexpected(List.of(), List.of(START, START), 1))
        .containsExactly(START);
  }

  @Test
  void unexpected_lineOfTheBareRunWithOtherNumbers_isNot() {
    assertThat(
            StandardError.unexpected(
                List.of("[otel 2026-11-29 20:41:11] version: 2.33"),
                List.of("[otel 2026-11-29 20:41:59] version: 2.33", START),
                1))
        .isEmpty();
  }

  @Test
  void unexpected_lineMoreOftenThanBare_is() {
    assertThat(StandardError.unexpected(List.of("a"), List.of("a", "a"), 1)).containsExactly("a");
  }

  @Test
  void unexpected_anyOtherLineOfTheAgent_is() {
    String line = "[tombstone-drain] WARN tombstone - error in the agent";
    assertThat(StandardError.unexpected(List.of(), List.of(START, line), 1)).containsExactly(line);
  }
}
