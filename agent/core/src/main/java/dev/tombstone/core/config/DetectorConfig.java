package dev.tombstone.core.config;

import dev.tombstone.core.detect.Hazard;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The {@code detectors} key and {@code log.findings}.
 *
 * @param hazards those to detect
 * @param logged whether each finding is logged once
 */
public record DetectorConfig(Set<Hazard> hazards, boolean logged) {
  /**
   * Reads a list of hazards.
   *
   * @param text a comma list of hazard ids, {@code none} or {@code all}
   * @throws IllegalArgumentException if it is neither
   */
  public static Set<Hazard> parse(String text) {
    if (text.equals("all")) {
      return Set.copyOf(EnumSet.allOf(Hazard.class));
    }
    if (text.equals("none")) {
      return Set.of();
    }
    List<String> ids = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    return ids.stream()
        .map(
            id ->
                Hazard.ofId(id)
                    .orElseThrow(() -> new IllegalArgumentException("no such hazard: " + id)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The hazards as {@link #parse} reads them, in a fixed order. */
  public static String text(Set<Hazard> hazards) {
    return hazards.isEmpty()
        ? "none"
        : hazards.stream().sorted().map(Hazard::id).collect(Collectors.joining(","));
  }

  /** Those that are on unless told otherwise. */
  public static Set<Hazard> byDefault() {
    return Arrays.stream(Hazard.values())
        .filter(Hazard::safeInProduction)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What {@link #parse} takes, in words. */
  public static String allowed() {
    return "none, all, or a comma list of "
        + Arrays.stream(Hazard.values()).map(Hazard::id).collect(Collectors.joining(", "));
  }
}
