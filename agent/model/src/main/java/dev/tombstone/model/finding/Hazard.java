package dev.tombstone.model.finding;

import dev.tombstone.model.snapshot.Grade;
import java.util.Set;

/** A hazard that has a detector: its facts and words. Equal to itself only. */
public final class Hazard {
  private final String id;
  private final String summary;
  private final boolean safeInProduction;
  private final Set<Grade> grades;

  /**
   * A hazard.
   *
   * @param id the public name
   * @param summary what it is, in a few words
   * @param safeInProduction whether it is detected unless told otherwise, or a part of it
   * @param grades that a sighting of it can have
   */
  public Hazard(String id, String summary, boolean safeInProduction, Set<Grade> grades) {
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

  /** Whether it is detected unless told otherwise, or a part of it. */
  public boolean safeInProduction() {
    return safeInProduction;
  }

  /** The grades that a sighting of it can have. */
  public Set<Grade> grades() {
    return grades;
  }

  /** Path of the page that explains it. */
  public String help() {
    return "docs/hazards/" + id + ".md";
  }

  @Override
  public String toString() {
    return id;
  }
}
