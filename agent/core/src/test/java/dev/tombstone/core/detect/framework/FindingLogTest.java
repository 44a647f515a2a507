package dev.tombstone.core.detect.framework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.AllDetectors;
import dev.tombstone.core.detect.overlap.ConcurrentRemovalDetector;
import dev.tombstone.model.snapshot.AgentSnapshot.Sightings;
import dev.tombstone.model.snapshot.FindingsSnapshot.Finding;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingLogTest {
  private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant T1 = T0.plusSeconds(1);
  private final List<String> lines = new ArrayList<>();
  private final FindingLog log = new FindingLog(AllDetectors.ALL.hazards(), lines::add);

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
  void add_sameGradeAndPlace_evidenceIsOfNowAndStacksOfTheFirst() {
    log.add(loop(Grade.OBSERVED, "own", 0, 1, "L", "R"), T0);
    log.add(loop(Grade.OBSERVED, "own", 0, 2, "L", "R"), T1);
    Finding finding = onlyOne();
    assertThat(finding.evidence()).containsEntry("number", 2);
    assertThat(finding.summary()).isEqualTo("number 2");
    assertThat(finding.threads().get(0).name()).isEqualTo("t1-1");
    log.add(loop(Grade.PROVEN, "own", 0, 3, "L", "R"), T1);
    log.add(loop(Grade.OBSERVED, "own", 0, 4, "L", "R"), T1);
    assertThat(onlyOne().evidence()).containsEntry("number", 3);
    assertThat(onlyOne().threads().get(0).name()).isEqualTo("t1-3");
    assertThat(onlyOne().count()).isEqualTo(4);
  }

  @Test
  void add_lineThatWasNotKnown_isReplacedOnceItIs() {
    log.add(loop(Grade.OBSERVED, "", 3, 1, "L"), T0);
    log.add(loop(Grade.OBSERVED, "", 2, 2, "L"), T0);
    assertThat(onlyOne().evidence()).containsEntry("number", 2);
    log.add(loop(Grade.OBSERVED, "", 3, 3, "L"), T0);
    assertThat(onlyOne().evidence()).containsEntry("number", 2);
    log.add(loop(Grade.PROVEN, "own", 1, 4, "L", ""), T1);
    assertThat(onlyOne().threads().get(1).stack()).isEmpty();
    log.add(loop(Grade.PROVEN, "own", 0, 5, "L", "R"), T1);
    Finding finding = onlyOne();
    assertThat(finding.count()).isEqualTo(5);
    assertThat(finding.first()).isEqualTo(T0);
    assertThat(finding.threads()).extracting("stack").containsExactly(List.of("L"), List.of("R"));
    assertThat(finding.evidence()).containsEntry("number", 5);
  }

  @Test
  void add_lookThatKnowsLess_isOfTheFindingSeenLastAndTakesNothingFromIt() {
    log.add(loop(Grade.PROVEN, "own", 0, 1, "L", "R1"), T0);
    log.add(loop(Grade.PROVEN, "own", 0, 2, "L", "R2"), T1);
    assertThat(all()).hasSize(2);
    log.add(loop(Grade.PROVEN, "own", 1, 3, "L", ""), T1.plusSeconds(1));
    log.add(loop(Grade.OBSERVED, "", 3, 4, "L"), T1.plusSeconds(2));
    assertThat(all()).hasSize(2);
    Finding finding = all().get(0);
    assertThat(finding.count()).isEqualTo(3);
    assertThat(finding.threads().get(1).stack()).containsExactly("R2");
    assertThat(finding.evidence()).containsEntry("number", 2);
    assertThat(all().get(1).count()).isEqualTo(1);
  }

  @Test
  void add_firmerLookWithoutTheLine_keepsTheLine() {
    log.add(loop(Grade.OBSERVED, "own", 0, 1, "L", "R"), T0);
    log.add(loop(Grade.PROVEN, "own", 1, 2, "L", ""), T1);
    assertThat(onlyOne().grade()).isEqualTo(Grade.PROVEN);
    assertThat(onlyOne().threads().get(1).stack()).containsExactly("R");
    assertThat(onlyOne().evidence()).containsEntry("number", 2);
  }

  @Test
  void add_otherFact_isAnotherFinding() {
    log.add(loop(Grade.PROVEN, "own", 0, 1, "L", "R"), T0);
    log.add(loop(Grade.PROVEN, "own", 0, 1, "L", "R2"), T0);
    log.add(loop(Grade.OBSERVED, "other", 1, 1, "L", ""), T0);
    log.add(loop(Grade.OBSERVED, "", 3, 1, "L2"), T0);
    Occurrence ended =
        new Occurrence(
            ConcurrentRemovalDetector.HAZARD,
            Grade.OBSERVED,
            "HashMap",
            "s",
            List.of(new Participant("t", List.of("L"))),
            Map.of(),
            new Occurrence.Fact("ended", "", 3));
    log.add(ended, T0);
    assertThat(all()).hasSize(5).allSatisfy(one -> assertThat(one.count()).isEqualTo(1));
  }

  @Test
  void add_stackNotCaught_isOfThePairWithBoth() {
    log.add(occurrence(Grade.PROVEN, "HashMap", "A.put", "B.remove"), T0);
    Occurrence oneStack =
        new Occurrence(
            ConcurrentRemovalDetector.HAZARD,
            Grade.PROVEN,
            "HashMap",
            "s",
            List.of(new Participant("t1", List.of("A.put")), new Participant("t2", List.of())),
            Map.of());
    log.add(oneStack, T1);
    assertThat(onlyOne().count()).isEqualTo(2);
    assertThat(onlyOne().threads().get(1).stack()).contains("B.remove");
  }

  @Test
  void add_finding_isLoggedFirstWhenFirmerAndWhenComplete() {
    log.add(loop(Grade.OBSERVED, "", 3, 1, "L"), T0);
    log.add(loop(Grade.OBSERVED, "", 3, 2, "L"), T0);
    log.add(loop(Grade.PROVEN, "own", 1, 3, "L", ""), T0);
    log.add(loop(Grade.PROVEN, "own", 0, 4, "L", "R"), T0);
    log.add(loop(Grade.PROVEN, "own", 0, 5, "L", "R"), T0);
    log.add(loop(Grade.OBSERVED, "", 3, 6, "L"), T0);
    assertThat(lines)
        .containsExactly(
            "concurrent-removal OBSERVED: number 1; t1-1 at L",
            "concurrent-removal PROVEN: number 3; t1-3 at L; t2-3 at unknown",
            "concurrent-removal PROVEN: number 4; t1-4 at L; t2-4 at R");
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

  /** A loop's line, and a remover's, empty if it is not known. */
  private static Occurrence loop(
      Grade grade, String who, int unknown, int number, String... lines) {
    List<Participant> threads = new ArrayList<>();
    for (String line : lines) {
      List<String> stack = line.isEmpty() ? List.of() : List.of(line);
      threads.add(new Participant("t" + (threads.size() + 1) + "-" + number, stack));
    }
    return new Occurrence(
        ConcurrentRemovalDetector.HAZARD,
        grade,
        "HashMap",
        "number " + number,
        List.copyOf(threads),
        Map.of("number", number),
        new Occurrence.Fact("failed", who, unknown));
  }

  private Finding onlyOne() {
    assertThat(all()).hasSize(1);
    return all().get(0);
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
