package dev.tombstone.core.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a key belongs to, and what therefore stays off when it cannot be understood. */
enum Feature {
  /** The endpoints. */
  HTTP("http."),
  /** Everything but counts: hot keys, call sites, latency. */
  DETAIL("sample.", "maps.", "packages."),
  /** The text of keys. */
  KEYS("keys."),
  /** The hazard detectors. */
  DETECTORS("detect", "log."),
  /** The report file. */
  REPORT("report."),
  /** The exporters beyond the endpoints. */
  EXPORT("export.");

  private final String[] prefixes;

  Feature(String... prefixes) {
    this.prefixes = prefixes;
  }

  /** The feature of a key, which may be misspelt or the name of a variable. */
  static Optional<Feature> of(String key) {
    String name = key.replaceFirst("^TOMBSTONE_", "").toLowerCase(Locale.ROOT).replace('_', '.');
    return Arrays.stream(values()).filter(feature -> feature.has(name)).findFirst();
  }

  /** Its keys, as a message lists them. */
  String keys() {
    return Option.ALL.stream().map(Option::key).filter(this::has).collect(Collectors.joining(", "));
  }

  private boolean has(String key) {
    return Arrays.stream(prefixes).anyMatch(key::startsWith);
  }
}
