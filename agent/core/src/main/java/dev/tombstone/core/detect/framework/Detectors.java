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

  /** The ids of these, in the same order. */
  public String ids(Set<Hazard> hazards) {
    StringJoiner ids = new StringJoiner(",");
    for (Hazard hazard : hazards()) {
      if (hazards.contains(hazard)) {
        ids.add(hazard.id());
      }
    }
    return ids.toString();
  }

  /** What must be woven for these. */
  public static Set<Layer> layersFor(Set<Detector> chosen) {
    Set<Layer> layers = EnumSet.noneOf(Layer.class);
    for (Detector detector : chosen) {
      layers.addAll(detector.layers());
    }
    return layers;
  }

  /**
   * Reads a choice of detectors.
   *
   * @param text {@code none}, {@code all}, or a comma list of names and {@code default}
   * @return at most one for each hazard: of a hazard and its part, the hazard
   * @throws IllegalArgumentException if it is neither
   */
  public Set<Detector> parse(String text) {
    if (text.equals("all")) {
      return Set.copyOf(all);
    }
    Set<Detector> chosen = new LinkedHashSet<>();
    if (!text.equals("none")) {
      for (String name : text.split(",", -1)) {
        add(name.strip(), chosen);
      }
    }
    for (Detector detector : all) {
      Detector part = detector.part();
      if (part != null && chosen.contains(detector)) {
        chosen.remove(part);
      }
    }
    return Set.copyOf(chosen);
  }

  /** The choice as {@link #parse} reads it, in the fixed order. */
  public String text(Set<Detector> chosen) {
    StringJoiner text = new StringJoiner(",");
    text.setEmptyValue("none");
    for (Detector detector : named()) {
      if (chosen.contains(detector)) {
        text.add(detector.name());
      }
    }
    return text.toString();
  }

  /** Those that are on unless told otherwise. */
  public Set<Detector> byDefault() {
    Set<Detector> chosen = new LinkedHashSet<>();
    for (Detector detector : all) {
      if (detector.hazard().safeInProduction()) {
        Detector part = detector.part();
        chosen.add(part == null ? detector : part);
      }
    }
    return Set.copyOf(chosen);
  }

  /** What {@link #parse} takes, in words. */
  public String allowed() {
    StringJoiner names = new StringJoiner(", ", "none, all, or a comma list of default, ", "");
    for (Detector detector : named()) {
      names.add(detector.name());
    }
    return names.toString();
  }

  private void add(String name, Set<Detector> chosen) {
    if (name.equals("default")) {
      chosen.addAll(byDefault());
      return;
    }
    for (Detector detector : named()) {
      if (detector.name().equals(name)) {
        chosen.add(detector);
        return;
      }
    }
    throw new IllegalArgumentException("no such hazard: " + name);
  }

  /** Each, followed by its part if it has one. */
  private List<Detector> named() {
    List<Detector> named = new ArrayList<>();
    for (Detector detector : all) {
      named.add(detector);
      Detector part = detector.part();
      if (part != null) {
        named.add(part);
      }
    }
    return named;
  }
}
