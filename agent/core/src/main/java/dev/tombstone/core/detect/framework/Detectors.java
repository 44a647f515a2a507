package dev.tombstone.core.detect.framework;

import dev.tombstone.model.family.Layer;
import dev.tombstone.model.finding.Hazard;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/** The detectors that can be switched on, in a fixed order, and the texts that choose of them. */
public final class Detectors {
  private final List<Detector> all;

  /** These. */
  public Detectors(List<Detector> all) {
    this.all = List.copyOf(all);
  }

  /** Each of them. */
  public List<Detector> all() {
    return all;
  }

  /** What they find, in the same order. */
  public List<Hazard> hazards() {
    List<Hazard> hazards = new ArrayList<>();
    for (Detector detector : all) {
      hazards.add(detector.hazard());
    }
    return hazards;
  }

  /** The hazard with this id, or empty. */
  public Optional<Hazard> hazard(String id) {
    for (Detector detector : all) {
      if (detector.hazard().id().equals(id)) {
        return Optional.of(detector.hazard());
      }
    }
    return Optional.empty();
  }

  /** What must be woven to detect these. */
  public Set<Layer> layersFor(Set<Hazard> hazards) {
    Set<Layer> layers = EnumSet.noneOf(Layer.class);
    for (Detector detector : all) {
      if (hazards.contains(detector.hazard())) {
        layers.addAll(detector.layers());
      }
    }
    return layers;
  }

  /**
   * Reads a list of hazards.
   *
   * @param text a comma list of hazard ids, {@code none} or {@code all}
   * @throws IllegalArgumentException if it is neither
   */
  public Set<Hazard> parse(String text) {
    if (text.equals("all")) {
      return Set.copyOf(hazards());
    }
    Set<Hazard> hazards = new LinkedHashSet<>();
    if (!text.equals("none")) {
      for (String id : text.split(",", -1)) {
        String stripped = id.strip();
        hazards.add(
            hazard(stripped)
                .orElseThrow(() -> new IllegalArgumentException("no such hazard: " + stripped)));
      }
    }
    return Set.copyOf(hazards);
  }

  /** The hazards as {@link #parse} reads them, in the fixed order. */
  public String text(Set<Hazard> hazards) {
    StringJoiner text = new StringJoiner(",");
    text.setEmptyValue("none");
    for (Detector detector : all) {
      if (hazards.contains(detector.hazard())) {
        text.add(detector.hazard().id());
      }
    }
    return text.toString();
  }

  /** Those that are on unless told otherwise. */
  public Set<Hazard> byDefault() {
    Set<Hazard> hazards = new LinkedHashSet<>();
    for (Detector detector : all) {
      if (detector.hazard().safeInProduction()) {
        hazards.add(detector.hazard());
      }
    }
    return Set.copyOf(hazards);
  }

  /** What {@link #parse} takes, in words. */
  public String allowed() {
    StringJoiner ids = new StringJoiner(", ", "none, all, or a comma list of ", "");
    for (Detector detector : all) {
      ids.add(detector.hazard().id());
    }
    return ids.toString();
  }
}
