package dev.tombstone.core.aggregate;

import dev.tombstone.core.detect.Detection;
import dev.tombstone.core.detect.Hazard;
import dev.tombstone.core.family.Layer;
import dev.tombstone.core.intake.FailureCounts;
import dev.tombstone.hook.Part;
import dev.tombstone.hook.RecordingControl;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A {@link Fuse} for each {@link Part} of the hook: a part is switched off by its own errors alone.
 * The counts go on when a detector fails, and without detail when recording fails.
 */
final class Fuses {
  /** What the errors of each part are called in {@code tombstone_agent_errors_total}. */
  private static final String[] KINDS = {
    "counting",
    "recording",
    Hazard.CONCURRENT_REMOVAL.id(),
    Hazard.REMOVAL_WHILE_ITERATING.id(),
    Hazard.REMOVAL_DURING_RESIZE.id(),
    "misses",
    Hazard.NEVER_HITS.id(),
    Hazard.MUTATED_KEY.id()
  };

  private final FailureCounts failures;
  private final ErrorLog errors;
  private final Fuse[] fuses = new Fuse[Part.COUNT];
  private final long[] noted = new long[Part.COUNT];

  /**
   * Fuses over these errors.
   *
   * @param degrade told in a sentence what has been switched off for good
   * @param detectorsOff switches these detectors off; told in a few words after what
   */
  Fuses(
      FailureCounts failures,
      ErrorLog errors,
      Consumer<String> degrade,
      BiConsumer<Set<Hazard>, String> detectorsOff) {
    this.failures = failures;
    this.errors = errors;
    fuses[Part.COUNTING] =
        new Fuse(
            why -> {
              RecordingControl.setCounting(false);
              degrade.accept("deletions are not counted any more, " + why);
            });
    fuses[Part.DETAIL] =
        new Fuse(
            why -> {
              RecordingControl.stopSampling();
              degrade.accept("deletions are counted only, recording is off " + why);
            });
    // Its observer serves every detector that has operations watched.
    detectors(Part.MUTATIONS, watching(Layer.MUTATIONS), detectorsOff);
    detectors(Part.ITERATION, EnumSet.of(Hazard.REMOVAL_WHILE_ITERATING), detectorsOff);
    detectors(Part.RESIZE, EnumSet.of(Hazard.REMOVAL_DURING_RESIZE), detectorsOff);
    detectors(Part.AUDIT, EnumSet.of(Hazard.NEVER_HITS, Hazard.MUTATED_KEY), detectorsOff);
    detectors(Part.NEVER_HITS, EnumSet.of(Hazard.NEVER_HITS), detectorsOff);
    detectors(Part.MUTATED_KEY, EnumSet.of(Hazard.MUTATED_KEY), detectorsOff);
  }

  /** Takes in what failed since the last time, and switches off what has failed too often. */
  void check() {
    for (Fuse fuse : blowing()) {
      // Not under the lock: weaving waits for others.
      fuse.switchOff();
    }
  }

  /** Gives what was switched off another chance. */
  synchronized void reset() {
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
        errors.add(KINDS[part], error, count - noted[part]);
        noted[part] = count;
        if (fuses[part].blows(count)) {
          blowing.add(fuses[part]);
        }
      }
    }
    return blowing;
  }

  private void detectors(
      int part, Set<Hazard> hazards, BiConsumer<Set<Hazard>, String> detectorsOff) {
    fuses[part] = new Fuse(why -> detectorsOff.accept(hazards, why));
  }

  private static Set<Hazard> watching(Layer layer) {
    Set<Hazard> watching = EnumSet.noneOf(Hazard.class);
    for (Hazard hazard : Hazard.values()) {
      if (Detection.layersFor(EnumSet.of(hazard)).contains(layer)) {
        watching.add(hazard);
      }
    }
    return watching;
  }
}
