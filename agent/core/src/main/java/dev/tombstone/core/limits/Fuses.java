package dev.tombstone.core.limits;

import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Detectors;
import dev.tombstone.core.intake.FailureCounts;
import dev.tombstone.hook.Part;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.model.finding.Hazard;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A {@link Fuse} for each {@link Part} of the hook: a part is switched off by its own errors alone.
 * The counts go on when a detector fails, and without detail when recording fails.
 */
public final class Fuses {
  private final FailureCounts failures;
  private final ErrorLog errors;
  private final Fuse[] fuses = new Fuse[Part.COUNT];
  private final long[] noted = new long[Part.COUNT];

  /** What the errors of each part are called in {@code tombstone_agent_errors_total}. */
  private final String[] kinds = new String[Part.COUNT];

  /**
   * Fuses over these errors.
   *
   * @param degrade told in a sentence what has been switched off for good
   * @param detectorsOff switches these detectors off; told in a few words after what
   */
  public Fuses(
      FailureCounts failures,
      ErrorLog errors,
      Detectors detectors,
      Consumer<String> degrade,
      BiConsumer<Set<Hazard>, String> detectorsOff) {
    this.failures = failures;
    this.errors = errors;
    kinds[Part.COUNTING] = "counting";
    fuses[Part.COUNTING] =
        new Fuse(
            why -> {
              RecordingControl.setCounting(false);
              degrade.accept("deletions are not counted any more, " + why);
            });
    kinds[Part.DETAIL] = "recording";
    fuses[Part.DETAIL] =
        new Fuse(
            why -> {
              RecordingControl.stopSampling();
              degrade.accept("deletions are counted only, recording is off " + why);
            });
    for (int part = Part.MUTATIONS; part < Part.COUNT; part++) {
      // An observer serves every detector that needs it, and is called after the first.
      Set<Hazard> hazards = hazardsOf(part, detectors);
      kinds[part] = kindOf(part, hazards);
      fuses[part] = new Fuse(why -> detectorsOff.accept(hazards, why));
    }
  }

  /** Takes in what failed since the last time, and switches off what has failed too often. */
  public void check() {
    for (Fuse fuse : blowing()) {
      // Not under the lock: weaving waits for others.
      fuse.switchOff();
    }
  }

  /** Gives what was switched off another chance. */
  public synchronized void reset() {
    for (int part = 0; part < Part.COUNT; part++) {
      fuses[part].reset(failures.count(part));
    }
  }

  private synchronized List<Fuse> blowing() {
    List<Fuse> blowing = new ArrayList<>();
    for (int part = 0; part < Part.COUNT; part++) {
      long count = failures.count(part);
      if (count > noted[part]) {
        Throwable latest = failures.takeLatest(part);
        Throwable error = latest == null ? new IllegalStateException("an error was lost") : latest;
        errors.add(kinds[part], error, count - noted[part]);
        noted[part] = count;
        if (fuses[part].blows(count)) {
          blowing.add(fuses[part]);
        }
      }
    }
    return blowing;
  }

  private static Set<Hazard> hazardsOf(int part, Detectors detectors) {
    Set<Hazard> hazards = new LinkedHashSet<>();
    for (int i = 0; i < detectors.all().size(); i++) {
      Detector detector = detectors.all().get(i);
      if (part == Part.FIRST_DETECTOR + i || detector.needs(part)) {
        hazards.add(detector.hazard());
      }
    }
    return hazards;
  }

  private static String kindOf(int part, Set<Hazard> hazards) {
    if (part == Part.AUDIT) {
      return "misses";
    }
    return hazards.isEmpty() ? "detector" : hazards.iterator().next().id();
  }
}
