package dev.tombstone.benchmarks.attack;

import dev.tombstone.benchmarks.attack.Attack.Trait;
import dev.tombstone.benchmarks.attack.outcome.Counts;
import dev.tombstone.benchmarks.attack.outcome.Model.Deletions;
import dev.tombstone.benchmarks.attack.outcome.Model.Rate;
import dev.tombstone.benchmarks.attack.outcome.MoreOften;
import dev.tombstone.benchmarks.attack.outcome.Outcome;
import dev.tombstone.benchmarks.attack.outcome.StandardError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is wrong with a run under the agent, beside the same program bare. */
final class Comparison {
  private static final int LINES_SHOWN = 3;

  private final Attack attack;
  private final Outcome bare;
  private final Outcome withAgent;
  private final List<String> reasons = new ArrayList<>();

  private Comparison(Attack attack, Outcome bare, Outcome withAgent) {
    this.attack = attack;
    this.bare = bare;
    this.withAgent = withAgent;
  }

  /** One sentence for each thing that is wrong; none if all is well. */
  static List<String> reasons(Attack attack, Outcome bare, Outcome withAgent) {
    Comparison comparison = new Comparison(attack, bare, withAgent);
    comparison.end();
    comparison.files();
    comparison.output();
    comparison.counts();
    comparison.rates();
    comparison.reasons.addAll(withAgent.faults());
    return comparison.reasons;
  }

  private void end() {
    if (!bare.ended()) {
      reasons.add("the bare run did not end: the attack itself is broken");
    }
    if (!withAgent.ended()) {
      reasons.add("did not end");
    } else if (bare.exitCode() != withAgent.exitCode()) {
      reasons.add("exit code " + withAgent.exitCode() + ", bare " + bare.exitCode());
    }
  }

  /** What the JVM itself had to write: an archive of classes, say. */
  private void files() {
    for (String file : bare.files()) {
      if (!withAgent.files().contains(file)) {
        reasons.add("no file " + file);
      }
    }
  }

  private void output() {
    if (!bare.out().equals(withAgent.out())) {
      reasons.add("standard output " + firstDifference(bare.out(), withAgent.out()));
    }
    if (attack.is(Trait.STANDARD_ERROR_FULL) || attack.is(Trait.MAY_COMPLAIN)) {
      return;
    }
    int starts = attack.is(Trait.ATTACHED) ? Integer.MAX_VALUE : 1;
    List<String> unexpected = StandardError.unexpected(bare.err(), withAgent.err(), starts);
    if (!unexpected.isEmpty()) {
      reasons.add(
          unexpected.size()
              + " lines on standard error, such as "
              + unexpected.subList(0, Math.min(LINES_SHOWN, unexpected.size())));
    }
  }

  private static String firstDifference(List<String> bare, List<String> withAgent) {
    for (int i = 0; i < Math.min(bare.size(), withAgent.size()); i++) {
      if (!bare.get(i).equals(withAgent.get(i))) {
        return "'" + withAgent.get(i) + "', bare '" + bare.get(i) + "'";
      }
    }
    return "of " + withAgent.size() + " lines, bare " + bare.size();
  }

  private void counts() {
    if (attack.is(Trait.NO_REPORT) || !withAgent.model().done()) {
      return;
    }
    Counts report = withAgent.report();
    if (report == null) {
      reasons.add("no report, or none that can be read");
      return;
    }
    for (Deletions expected : withAgent.model().deletions()) {
      long counted = report.of(expected.map(), expected.operation(), expected.missed());
      if (counted < expected.least() || counted > expected.most()) {
        reasons.add(
            expected.map()
                + " "
                + expected.operation()
                + (expected.missed() ? " missed " : " ")
                + counted
                + ", model "
                + expected.least());
      }
    }
  }

  private void rates() {
    for (Map.Entry<String, Rate> each : withAgent.model().rates().entrySet()) {
      Rate own = bare.model().rates().get(each.getKey());
      if (own != null && MoreOften.than(each.getKey(), own, each.getValue())) {
        reasons.add(MoreOften.sentence(each.getKey(), own, each.getValue()));
      }
    }
  }
}
