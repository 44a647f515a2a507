package dev.tombstone.core.snapshot;

import java.time.Duration;
import java.util.Optional;

/** A span of time that questions are asked about. */
public enum Window {
  /** The last minute. */
  MINUTE("1m", Duration.ofMinutes(1)),
  /** The last five minutes. */
  FIVE_MINUTES("5m", Duration.ofMinutes(5)),
  /** The last hour. */
  HOUR("1h", Duration.ofHours(1)),
  /** Since the agent started. */
  ALL("all", Duration.ofSeconds(Long.MAX_VALUE));

  private final String label;
  private final Duration length;

  Window(String label, Duration length) {
    this.label = label;
    this.length = length;
  }

  /** The window with this label, or empty. */
  public static Optional<Window> ofLabel(String label) {
    for (Window window : values()) {
      if (window.label.equals(label)) {
        return Optional.of(window);
      }
    }
    return Optional.empty();
  }

  /** {@code 1m}, {@code 5m}, {@code 1h} or {@code all}. */
  public String label() {
    return label;
  }

  /** How far back it reaches. */
  public Duration length() {
    return length;
  }
}
