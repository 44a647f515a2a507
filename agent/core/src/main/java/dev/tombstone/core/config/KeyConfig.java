package dev.tombstone.core.config;

/**
 * How keys are shown: the {@code keys.*} keys.
 *
 * @param display what of a key leaves the process
 * @param maxLength characters of a key shown
 */
public record KeyConfig(Display display, int maxLength) {
  /** What of a key is shown. */
  public enum Display {
    /** Its text. */
    PLAIN,
    /** A hash of its text, salted per process. */
    HASH,
    /** Nothing. */
    OFF
  }
}
