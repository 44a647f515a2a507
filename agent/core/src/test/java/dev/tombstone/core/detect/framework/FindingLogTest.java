package dev.tombstone.core.detect.framework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.AllDetectors;
import dev.tombstone.core.detect.overlap.ConcurrentRemovalDetector;
import dev.tombstone.model.snapshot.AgentSnapshot.Sightings;
import dev.tombstone.model.snapshot.FindingsSnapshot.Finding;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingLogTest {
  private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant T1 = T0.plusSeconds(1);
  private final FindingLog log = new FindingLog(AllDetectors.ALL.hazards(), false);

  @Test
  void add_sameHazardMapAndPlaces_isOneFinding() {
    log.add(occurrence(Grade.PROVEN, "HashMap", "A.put", "B.remove"), T0);
    log.add(occurrence(Grade.PROVEN, "HashMap", "B.remove", "A.put"), T1);
    assertThat(all()).hasSize(1);
    Finding finding = all().get(0);
    assertThat(finding.count()).isEqualTo(2);
    assertThat(finding.first()).isEqualTo(T0);
    assertThat(finding.last()).isEqualTo(T1);
    assertThat(finding.hazard()).isEqualTo("concurrent-removal");
    assertThat(finding.help()).isEqualTo("docs/hazards/concurrent-removal.md");
    assertThat(finding.threads()).extracting("name").containsExactly("t1", "t2");
  }

  @Test
  void snapshot_clockSetBack_firstAndLastMoveTogether() {
    log.add(occurrence(Grade.PROVEN, "HashMap", "A.put", "B.remove"), T0);
    log.add(occurrence(Grade.PROVEN, "HashMap", "B.remove", "A.put"), T1);
    Finding finding = log.snapshot(-3_600_000).findings().get(0);
    assertThat(finding.first()).isEqualTo(T0.minusSeconds(3_600));
    assertThat(finding.last()).isEqualTo(T1.minusSeconds(3_600));
  }

  @Test
  void add_framesOfTheJdk_doNotTellPlacesApart() {
    log.add(occurrence(Grade.PROVEN, "HashMap", "java.util.HashMap.put", "A.put"), T0);
    log.add(occurrence(Grade.PROVEN, "HashMap", "java.util.HashMap.put", "A.put"), T1);
    assertThat(all()).hasSize(1);
  }

  @Test
  void add_otherMapOrPlace_isAnotherFinding() {
    log.add(occurrence(Grade.PROVEN, "HashMap", "A.put", "B.remove"), T0);
    log.add(occurrence(Grade.PROVEN, "TreeMap", "A.put", "B.remove"), T0);
    log.add(occurrence(Grade.PROVEN, "HashMap", "A.put", "C.remove"), T0);
    assertThat(all()).hasSize(3);
  }

  @Test
  void add_firmerGrade_takesItsEvidence() {
    log.add(occurrence(Grade.OBSERVED, "HashMap", "A.put", "B.remove"), T0);
    log.add(occurrence(Grade.PROVEN, "HashMap", "B.remove", "A.put"), T1);
    log.add(occurrence(Grade.OBSERVED, "HashMap", "A.put", "B.remove"), T1);
    Finding finding = all().get(0);
    assertThat(finding.grade()).isEqualTo(Grade.PROVEN);
    assertThat(finding.count()).isEqualTo(3);
    assertThat(finding.summary()).isEqualTo("PROVEN in HashMap");
    assertThat(finding.threads().get(0).stack()).contains("B.remove");
    assertThat(finding.evidence()).containsEntry("grade", "PROVEN");
  }

  @Test
  void snapshot_provenFirstThenMostFrequent() {
    log.add(occurrence(Grade.OBSERVED, "often", "A", "B"), T0);
    log.add(occurrence(Grade.OBSERVED, "often", "A", "B"), T0);
    log.add(occurrence(Grade.OBSERVED, "once", "A", "B"), T0);
    log.add(occurrence(Grade.PROVEN, "proven", "A", "B"), T0);
    assertThat(all()).extracting(Finding::map).containsExactly("proven", "often", "once");
  }

  @Test
  void add_pastTheBound_isCountedAndKnownOnesGoOn() {
    for (int i = 0; i < FindingLog.MOST + 5; i++) {
      log.add(occurrence(Grade.PROVEN, "Map" + i, "A", "B"), T0);
    }
    log.add(occurrence(Grade.PROVEN, "Map0", "A", "B"), T1);
    assertThat(all()).hasSize(FindingLog.MOST);
    assertThat(log.overflow()).isEqualTo(5);
    assertThat(all().get(0).map()).isEqualTo("Map0");
  }

  @Test
  void sightings_beforeTheFirst_areZeroForEveryGradeOfEveryHazard() {
    assertThat(log.sightings())
        .contains(new Sightings("concurrent-removal", Grade.PROVEN, 0))
        .contains(new Sightings("concurrent-removal", Grade.OBSERVED, 0))
        .hasSize(
            AllDetectors.ALL.hazards().stream().mapToInt(hazard -> hazard.grades().size()).sum());
  }

  @Test
  void sightings_ofAFindingThatBecameFirmerOrHadNoRoom_keepTheirGrade() {
    log.add(occurrence(Grade.OBSERVED, "HashMap", "A.put", "B.remove"), T0);
    log.add(occurrence(Grade.PROVEN, "HashMap", "A.put", "B.remove"), T1);
    for (int i = 0; i < FindingLog.MOST; i++) {
      log.add(occurrence(Grade.PROVEN, "Map" + i, "A", "B"), T1);
    }
    assertThat(log.sightings())
        .contains(new Sightings("concurrent-removal", Grade.OBSERVED, 1))
        .contains(new Sightings("concurrent-removal", Grade.PROVEN, 1 + FindingLog.MOST));
  }

  @Test
  void add_withoutStack_isKept() {
    log.add(
        new Occurrence(
            ConcurrentRemovalDetector.HAZARD,
            Grade.PROVEN,
            "HashMap",
            "s",
            List.of(new Participant("t", List.of())),
            Map.of()),
        T0);
    assertThat(all()).hasSize(1);
  }

  private List<Finding> all() {
    return log.snapshot(0).findings();
  }

  private static Occurrence occurrence(Grade grade, String map, String frame1, String frame2) {
    return new Occurrence(
        ConcurrentRemovalDetector.HAZARD,
        grade,
        map,
        grade + " in " + map,
        List.of(
            new Participant("t1", List.of("java.util.HashMap.putVal(HashMap.java)", frame1)),
            new Participant("t2", List.of("java.util.HashMap.removeNode(HashMap.java)", frame2))),
        Map.of("grade", grade.name()));
  }
}
