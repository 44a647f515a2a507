package dev.tombstone.agent.hazards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.hazards.SuiteProcess.Outcome;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.suite.Suite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every program of the suite once, in short; {@code ./bench suite} runs each often and for longer.
 */
@Tag("alone")
class HazardSuiteIT {
  private static final long BROKEN_MILLIS = 2_000;
  private static final long CORRECT_MILLIS = 200;

  /** To be found takes luck: two threads must meet inside one map. */
  private static final int ATTEMPTS = 3;

  private static final int MISSED_IN_A_HUNDRED = 5;

  @TempDir Path folder;

  @Test
  void brokenPrograms_eachForTwoSeconds_areProven() throws Exception {
    List<String> names = Suite.brokenNames(AgentProcess.feature());
    assertThat(names).hasSizeGreaterThanOrEqualTo(40).doesNotHaveDuplicates();
    assertThat(missed(names, "PROVEN"))
        .as("never proven")
        .hasSizeLessThanOrEqualTo(names.size() * MISSED_IN_A_HUNDRED / 100);
  }

  @Test
  void brokenPrograms_withCodeOfTheirOwnInside_areObserved() throws Exception {
    List<String> names = Suite.brokenInsideNames(AgentProcess.feature());
    assertThat(missed(names, "OBSERVED")).as("never observed").hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void correctPrograms_everyOne_nothingIsProven() throws Exception {
    List<String> names = Suite.correctNames(AgentProcess.feature());
    assertThat(names).hasSizeGreaterThanOrEqualTo(40).doesNotHaveDuplicates();
    try (SuiteProcess suite = new SuiteProcess(folder)) {
      for (String name : names) {
        Outcome outcome = suite.run(name, CORRECT_MILLIS, Optional.empty());
        assertThat(outcome.end()).as(name).isEqualTo("ok");
        assertThat(outcome.times()).as(name).isPositive();
        assertThat(outcome.proven()).as("%s, proven", name).isZero();
        assertThat(outcome.observed()).as("%s, observed", name).isZero();
        assertThat(outcome.otherProven()).as("%s, another hazard", name).isZero();
      }
    }
  }

  private List<String> missed(List<String> names, String grade) throws Exception {
    List<String> missed = new ArrayList<>(names);
    try (SuiteProcess suite = new SuiteProcess(folder)) {
      for (int attempt = 0; attempt < ATTEMPTS && !missed.isEmpty(); attempt++) {
        for (String name : List.copyOf(missed)) {
          Outcome outcome = suite.run(name, BROKEN_MILLIS, Optional.of(grade));
          if (outcome.proven() > 0 || (grade.equals("OBSERVED") && outcome.observed() > 0)) {
            missed.remove(name);
          }
        }
      }
    }
    return missed;
  }
}
