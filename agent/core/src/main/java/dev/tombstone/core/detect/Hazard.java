package dev.tombstone.core.detect;

import java.util.Arrays;
import java.util.Optional;

/** Every hazard that has a detector: one line each. */
public enum Hazard {
  /** Two threads inside one thread-unsafe map. */
  CONCURRENT_REMOVAL(
      "concurrent-removal", "two threads change a map that allows one at a time", true),
  /** A removal whose argument cannot equal what the map holds. */
  NEVER_HITS("never-hits", "a removal that can find nothing", true),
  /** A key whose hash or order changed while it was in a map. */
  MUTATED_KEY("mutated-key", "a key was changed while it was in a map", true);

  private final String id;
  private final String summary;
  private final boolean safeInProduction;

  Hazard(String id, String summary, boolean safeInProduction) {
    this.id = id;
    this.summary = summary;
    this.safeInProduction = safeInProduction;
  }

  /** The public name. */
  public String id() {
    return id;
  }

  /** What it is, in a few words. */
  public String summary() {
    return summary;
  }

  /** Whether it is detected unless told otherwise. */
  public boolean safeInProduction() {
    return safeInProduction;
  }

  /** Path of the page that explains it. */
  public String help() {
    return "docs/hazards/" + id + ".md";
  }

  /** The hazard with this id, or empty. */
  public static Optional<Hazard> ofId(String id) {
    return Arrays.stream(values()).filter(hazard -> hazard.id.equals(id)).findFirst();
  }
}
