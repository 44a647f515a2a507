package dev.tombstone.core.config;

import java.util.Optional;

/**
 * How keys are shown: the {@code keys.*} keys.
 *
 * @param display what of a key leaves the process
 * @param maxLength characters of a key shown
 * @param salt {@code keys.salt}; empty is another one in each process
 */
public record KeyConfig(Display display, int maxLength, Optional<String> salt) {
  /** What of a key is shown. */
  public enum Display {
    /** Its text. */
    PLAIN("plain"),
    /** A hash of it under a secret of the process, or of the salt. */
    HASH("hash"),
    /** Nothing. */
    OFF("off");

    private final String text;

    Display(String text) {
      this.text = text;
    }

    /** The value of {@code keys.display} that asks for it. */
    String text() {
      return text;
    }
  }
}
