package dev.tombstone.core.config;

/**
 * The exporters beyond the endpoints that are on.
 *
 * @param jmx {@code export.jmx.enabled}
 */
public record ExportConfig(boolean jmx) {
  /** All are off. */
  static final ExportConfig NONE = new ExportConfig(false);

  /** Whether one of them is on. */
  public boolean any() {
    return jmx;
  }
}
