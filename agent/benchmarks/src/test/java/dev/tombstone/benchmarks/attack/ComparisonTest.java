package dev.tombstone.benchmarks.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.benchmarks.attack.Attack.Trait;
import dev.tombstone.benchmarks.attack.outcome.Counts;
import dev.tombstone.benchmarks.attack.outcome.Model;
import dev.tombstone.benchmarks.attack.outcome.Outcome;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Attack ATTACK = new Attack("test", ComparisonTest.class);
  private static final List<String> MODEL =
      List.of(
          "removed a.Map remove 5 5",
          "missed a.Map remove 2 2",
          "removed java.M clear 3 9",
          "done");
  private static final String START = "tombstone 0.1.0: 51 classes instrumented, endpoints off";

  @Test
  void reasons_countsAsTheModel_none() {
    assertThat(reasons(report(5, 2, 3))).isEmpty();
  }

  @Test
  void reasons_deletionLost_namesIt() {
    assertThat(reasons(report(4, 2, 3))).containsExactly("a.Map remove 4, model 5");
  }

  @Test
  void reasons_deletionCountedTwice_namesIt() {
    assertThat(reasons(report(6, 2, 3))).containsExactly("a.Map remove 6, model 5");
  }

  @Test
  void reasons_missLost_namesIt() {
    assertThat(reasons(report(5, 1, 3))).containsExactly("a.Map remove missed 1, model 2");
  }

  @Test
  void reasons_withinBounds_none() {
    assertThat(reasons(report(5, 2, 9))).isEmpty();
    assertThat(reasons(report(5, 2, 10))).hasSize(1);
  }

  @Test
  void reasons_reportCutOff_saysSo() {
    assertThat(reasons("{\"maps\":")).containsExactly("no report, or none that can be read");
  }

  @Test
  void reasons_noReportWanted_none() {
    assertThat(
            Comparison.reasons(
                ATTACK.with(Trait.NO_REPORT), outcome(0, List.of()), outcome(0, List.of(START))))
        .isEmpty();
  }

  @Test
  void reasons_otherExitCode_saysBoth() {
    Outcome withAgent = outcome(77, List.of(START));
    assertThat(Comparison.reasons(ATTACK, outcome(0, List.of()), withAgent))
        .contains("exit code 77, bare 0");
  }

  @Test
  void reasons_lineOnStandardError_isShown() {
    Outcome withAgent = outcome(0, List.of(START, "ASSERTION FAILED"));
    assertThat(Comparison.reasons(ATTACK.with(Trait.NO_REPORT), outcome(0, List.of()), withAgent))
        .containsExactly("1 lines on standard error, such as [ASSERTION FAILED]");
  }

  private static List<String> reasons(String report) {
    Outcome withAgent =
        new Outcome(
            true,
            0,
            List.of("out"),
            List.of(START),
            Model.parse(MODEL),
            Counts.parse(report),
            Set.of(),
            List.of());
    return Comparison.reasons(ATTACK, outcome(0, List.of()), withAgent);
  }

  private static Outcome outcome(int exitCode, List<String> err) {
    return new Outcome(
        true, exitCode, List.of("out"), err, Model.parse(MODEL), null, Set.of(), List.of());
  }

  private static String report(int removed, int missed, int cleared) {
    return "{\"meta\":{\"health\":{\"degraded\":[]}},\"maps\":{\"maps\":["
        + "{\"map\":\"a.Map\",\"ops\":{\"remove\":{\"removed\":"
        + removed
        + ",\"missed\":"
        + missed
        + "}}},{\"map\":\"java.M\",\"ops\":{\"clear\":{\"removed\":"
        + cleared
        + ",\"missed\":0}}}]}}";
  }
}
