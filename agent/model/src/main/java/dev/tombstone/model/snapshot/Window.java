package dev.tombstone.model.snapshot;

import java.util.Optional;

/** A span of time that questions are asked about. */
public enum Window {
  /** The last minute. */
  MINUTE("1m"),
  /** The last five minutes. */
  FIVE_MINUTES("5m"),
  /** The last hour. */
  HOUR("1h"),
  /** Since the agent started. */
  ALL("all");

  private final String label;

  Window(String label) {
    this.label = label;
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
}
