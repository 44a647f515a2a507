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

  private final String id;

  Window(String id) {
    this.id = id;
  }

  /** The window with this id, or empty. */
  public static Optional<Window> ofId(String id) {
    for (Window window : values()) {
      if (window.id.equals(id)) {
        return Optional.of(window);
      }
    }
    return Optional.empty();
  }

  /** {@code 1m}, {@code 5m}, {@code 1h} or {@code all}. */
  public String id() {
    return id;
  }
}
