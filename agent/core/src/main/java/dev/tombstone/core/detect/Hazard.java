package dev.tombstone.core.detect;

import dev.tombstone.core.family.Layer;
import dev.tombstone.core.snapshot.Grade;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Every hazard that has a detector: one line each. */
public enum Hazard {
  /** Two threads inside one thread-unsafe map. */
  CONCURRENT_REMOVAL(
      "concurrent-removal",
      "two threads change a map that allows one at a time",
      true,
      EnumSet.allOf(Grade.class),
      Layer.MUTATIONS),
  /** A loop whose map loses entries other than by the loop's iterator. */
  REMOVAL_WHILE_ITERATING(
      "removal-while-iterating",
      "a map loses entries inside a loop over it",
      false,
      EnumSet.allOf(Grade.class),
      Layer.ITERATION,
      Layer.MUTATIONS),
  /** A removal that meets a table being resized or cleaned up. */
  REMOVAL_DURING_RESIZE(
      "removal-during-resize",
      "a removal meets a table that is being resized or cleaned up",
      false,
      EnumSet.of(Grade.OBSERVED),
      Layer.RESIZE,
      Layer.MUTATIONS),
  /** A removal whose argument cannot equal what the map holds. */
  NEVER_HITS(
      "never-hits",
      "a removal that can find nothing",
      true,
      EnumSet.of(Grade.PROVEN, Grade.OBSERVED)),
  /** A key whose hash or order changed while it was in a map. */
  MUTATED_KEY(
      "mutated-key",
      "a key was changed while it was in a map",
      true,
      EnumSet.of(Grade.PROVEN, Grade.OBSERVED));

  private final String id;
  private final String summary;
  private final boolean safeInProduction;
  private final Set<Grade> grades;
  private final Set<Layer> layers;

  Hazard(String id, String summary, boolean safeInProduction, Set<Grade> grades, Layer... layers) {
    this.id = id;
    this.summary = summary;
    this.safeInProduction = safeInProduction;
    this.grades = grades;
    this.layers = Set.of(layers);
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

  /** What must be woven for it. */
  Set<Layer> layers() {
    return layers;
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
