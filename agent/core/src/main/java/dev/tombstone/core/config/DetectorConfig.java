package dev.tombstone.core.config;

import dev.tombstone.core.detect.Hazard;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The {@code detectors} and {@code detect.*} keys, and {@code log.findings}.
 *
 * @param hazards those to detect
 * @param mapsShift {@code detect.maps.ratio} as a power: 4 is every 16th map; empty is {@code auto}
 * @param stalls {@code detect.stall}
 * @param logged whether each finding is logged once
 */
public record DetectorConfig(
    Set<Hazard> hazards, OptionalInt mapsShift, boolean stalls, boolean logged) {
  /** Allowed values of {@code detect.maps.ratio}. */
  static final String RATIOS = "auto, 1, 1/2, 1/4 … 1/32768";

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
    Set<Hazard> hazards = EnumSet.noneOf(Hazard.class);
    for (Hazard hazard : Hazard.values()) {
      if (hazard.safeInProduction()) {
        hazards.add(hazard);
      }
    }
    return Set.copyOf(hazards);
  }

  /** What {@link #parse} takes, in words. */
  public static String allowed() {
    StringBuilder text = new StringBuilder("none, all, or a comma list of ");
    for (Hazard hazard : Hazard.values()) {
      text.append(hazard.ordinal() == 0 ? "" : ", ").append(hazard.id());
    }
    return text.toString();
  }
}
