package dev.tombstone.core.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorLogTest {
  private final ErrorLog errors = new ErrorLog();

  @Test
  void complaints_severalErrors_sayHowManyOfAKindAndTheLatest() {
    assertThat(errors.complaints()).isEmpty();
    errors.add("drain", new IllegalStateException("ours"), 3);
    errors.add("drain", new OutOfMemoryError("full"));
    errors.addForWantOfMemory("http");
    assertThat(errors.complaints())
        .containsExactly(
            "4 errors of the agent's own: drain, the latest was java.lang.OutOfMemoryError",
            "1 errors of the agent's own: http, the latest was java.lang.OutOfMemoryError");
    errors.add("drain", new IllegalStateException("ours"));
    assertThat(errors.complaints().get(0))
        .isEqualTo(
            "5 errors of the agent's own: drain, the latest was"
                + " java.lang.IllegalStateException");
    assertThat(errors.counts()).containsEntry("drain", 5L).containsEntry("http", 1L);
  }
}
