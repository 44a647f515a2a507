package dev.tombstone.benchmarks.hazards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.benchmarks.hazards.Tally.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialsTest {
  @Test
  void trials_oneAfterTheOther_nothingIsWrong() {
    Tally tally = new Tally();
    for (Trials kind : Trials.values()) {
      for (String map : List.of("HashMap", "ConcurrentHashMap")) {
        Trial trial = kind.on(Trials.type(map));
        trial.prepare();
        trial.run(true);
        trial.run(false);
        trial.check(tally);
      }
    }
    assertThat(tally.trials()).isEqualTo(6);
    for (Outcome outcome : Outcome.values()) {
      assertThat(tally.count(outcome)).as(outcome.name()).isZero();
    }
  }

  @Test
  void check_entriesMissingOrLeft_isInconsistent() {
    Trial trial = Trials.GROWING.on(Trials.type("HashMap"));
    trial.prepare();
    trial.run(true);
    trial.map.remove(7);
    Tally tally = new Tally();
    trial.check(tally);
    assertThat(tally.count(Outcome.LOST)).isEqualTo(1);
    assertThat(tally.count(Outcome.STAYED)).isEqualTo(1);
    assertThat(tally.count(Outcome.INCONSISTENT)).isEqualTo(1);
    assertThat(tally.count(Outcome.WRONG_SIZE)).isZero();
  }

  @Test
  void tally_asText_addsUp() {
    Tally one = new Tally();
    one.trial();
    one.window(100);
    one.add(Outcome.HUNG);
    Tally sum = Tally.parse(one.line());
    one.window(300);
    sum.add(Tally.parse(one.line()));
    assertThat(sum.trials()).isEqualTo(2);
    assertThat(sum.count(Outcome.HUNG)).isEqualTo(2);
    assertThat(sum.meanWindow()).isBetween(166.0, 167.0);
    assertThat(sum.windowDeviation()).isBetween(94.0, 95.0);
  }
}
