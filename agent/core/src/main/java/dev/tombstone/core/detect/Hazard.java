package dev.tombstone.core.detect;

import dev.tombstone.core.snapshot.Grade;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Every hazard that has a detector: one line each. */
public enum Hazard {
  /** Two threads inside one thread-unsafe map. */
  CONCURRENT_REMOVAL(
      "concurrent-removal", "two threads change a map that allows one at a time", true);

  private final String id;
  private final String summary;
  private final boolean safeInProduction;
  private final Set<Grade> grades;

  /** A hazard that can be sighted with any grade. */
  Hazard(String id, String summary, boolean safeInProduction) {
    this(id, summary, safeInProduction, EnumSet.allOf(Grade.class));
  }

  Hazard(String id, String summary, boolean safeInProduction, Set<Grade> grades) {
    this.id = id;
    this.summary = summary;
    this.safeInProduction = safeInProduction;
    this.grades = grades;
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

  /** The grades that a sighting of it can have. */
  Set<Grade> grades() {
    return grades;
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
