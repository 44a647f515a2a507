package dev.tombstone.core.config;

/**
 * The exporters beyond the endpoints that are on.
 *
 * @param otlp {@code export.otlp.enabled}
 * @param jmx {@code export.jmx.enabled}
 * @param jfr {@code export.jfr.enabled}
 */
public record ExportConfig(boolean otlp, boolean jmx, boolean jfr) {
  /** All are off. */
  static final ExportConfig NONE = new ExportConfig(false, false, false);

  /** Whether one of them is on. */
  public boolean any() {
    return otlp || jmx || jfr;
  }
}
