package dev.tombstone.core.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.AllDetectors;
import dev.tombstone.core.detect.miss.MutatedKeyDetector;
import dev.tombstone.core.intake.EventRing;
import dev.tombstone.hook.Part;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.model.finding.Hazard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FusesTest {
  private final EventRing ring = new EventRing(64, false);
  private final ErrorLog errors = new ErrorLog();
  private final List<String> degraded = new ArrayList<>();
  private final Set<Hazard> off = new HashSet<>();
  private final Fuses fuses =
      new Fuses(
          ring.failures(),
          errors,
          AllDetectors.ALL,
          degraded::add,
          (detectors, why) -> off.addAll(detectors));

  @BeforeEach
  void count() {
    RecordingControl.setRatioShift(0);
    RecordingControl.setCounting(true);
  }

  @AfterEach
  void stop() {
    RecordingControl.setCounting(false);
    RecordingControl.stopSampling();
  }

  @Test
  void detectorFails_itAloneGoesOff() {
    fail(
        Part.FIRST_DETECTOR + AllDetectors.ALL.hazards().indexOf(MutatedKeyDetector.HAZARD),
        Fuse.LIMIT);
    fuses.check();
    assertThat(off).containsExactly(MutatedKeyDetector.HAZARD);
    assertThat(degraded).isEmpty();
    assertThat(RecordingControl.ratioShift()).isZero();
    assertThat(errors.counts()).containsEntry("mutated-key", Fuse.LIMIT);
  }

  @Test
  void everyDetectorFailsWithoutEnd_countsAndDetailGoOn() {
    for (int part = Part.MUTATIONS; part < Part.COUNT; part++) {
      fail(part, 5 * Fuse.LIMIT);
    }
    fuses.check();
    assertThat(off).containsExactlyInAnyOrderElementsOf(AllDetectors.ALL.hazards());
    assertThat(degraded).isEmpty();
    assertThat(RecordingControl.ratioShift()).isZero();
  }

  @Test
  void recordingFails_countsGoOnWithoutDetail() {
    fail(Part.DETAIL, 9 * Fuse.LIMIT);
    fuses.check();
    assertThat(degraded).singleElement().asString().startsWith("deletions are counted only");
    assertThat(RecordingControl.ratioShift()).isEqualTo(-1);
    assertThat(off).isEmpty();
  }

  @Test
  void countingFails_isSwitchedOffAndStartsOver() {
    fail(Part.COUNTING, Fuse.LIMIT - 1);
    fuses.check();
    assertThat(degraded).isEmpty();
    fail(Part.COUNTING, 1);
    fuses.check();
    assertThat(degraded).singleElement().asString().startsWith("deletions are not counted");
    fuses.reset();
    fail(Part.COUNTING, Fuse.LIMIT - 1);
    fuses.check();
    assertThat(degraded).hasSize(1);
  }

  private void fail(int part, long times) {
    for (long i = 0; i < times; i++) {
      ring.failed(part, new IllegalStateException("ours"));
    }
  }
}
